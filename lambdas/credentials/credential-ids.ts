import type { Credential } from '../run/model';

/**
 * The ID that this app gives to a password: AWS gives a login profile none, since an account has one or none. The
 * time of its creation (ISO 8601) tells one that was made since from the one that a person decided on.
 */
export const loginProfileId = (createdAt: string | undefined) => dated('login-profile', createdAt);

/**
 * The ID that this app gives to an MFA device: the serial number of a virtual one is a name that can be given again,
 * so the time when it was enabled (ISO 8601) tells one that was made since from the one that a person decided on.
 */
export const mfaDeviceId = (serialNumber: string, enabledAt: string | undefined) =>
  dated(serialNumber, enabledAt);

const dated = (name: string, time: string | undefined) => (time ? `${name}@${time}` : name);

/** The serial number that an `mfaDeviceId` was made of. */
export const serialNumberOf = (mfaDeviceId: string) => mfaDeviceId.replace(/@\d{4}-\d\d-\d\dT[\d:.]+Z$/, '');

type Named = Pick<Credential, 'kind' | 'id'>;

/** Whether another credential is this very one: its kind and its ID say which it is in its account. */
export const sameAs =
  ({ kind, id }: Named) =>
  (other: Named): boolean =>
    other.kind === kind && other.id === id;
