import {
  GetLoginProfileCommand,
  type IAMClient,
  paginateListAccessKeys,
  paginateListMFADevices,
  paginateListSigningCertificates,
} from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { failureOf, isNoSuchEntity } from './errors';
import {
  type Credential,
  type CredentialKind,
  credentialKinds,
  loginProfileId,
  type MfaDeviceType,
  mfaDeviceId,
  type Reading,
  Readings,
} from './model';

/** Reads one kind of the root user's credentials; an empty list means that it was read and nothing is there. */
type Reader = (iam: IAMClient) => Promise<Credential[]>;

/** One reader for each kind. None sends `UserName`: a root session is explicitly denied when one is given. */
export const readers: Record<CredentialKind, { call: string; read: Reader }> = {
  'signing-certificates': { call: 'iam:ListSigningCertificates', read: listSigningCertificates },
  'access-keys': { call: 'iam:ListAccessKeys', read: listAccessKeys },
  'login-profile': { call: 'iam:GetLoginProfile', read: getLoginProfile },
  'mfa-devices': { call: 'iam:ListMFADevices', read: listMfaDevices },
};

/** Present, absent, or unknown with the failure. Never throws. */
export async function readKind(iam: IAMClient, kind: CredentialKind): Promise<Reading> {
  const { call, read } = readers[kind];
  try {
    const credentials = distinct(await read(iam));
    return credentials.length > 0 ? { state: 'present', credentials } : { state: 'absent' };
  } catch (error) {
    return { state: 'unknown', failure: failureOf(call, error) };
  }
}

/** Each credential once, as listed first, whatever a list repeats: a person decides on it once. */
function distinct(credentials: readonly Credential[]): Credential[] {
  const ids = credentials.map(({ id }) => id);
  return credentials.filter(({ id }, index) => ids.indexOf(id) === index);
}

/** All four kinds at once, each read by `read`. */
export async function readAllKinds(read: (kind: CredentialKind) => Promise<Reading>): Promise<Readings> {
  const readings = await Promise.all(credentialKinds.map(async (kind) => [kind, await read(kind)] as const));
  return z.parse(Readings, Object.fromEntries(readings));
}

async function listSigningCertificates(client: IAMClient): Promise<Credential[]> {
  const found: Credential[] = [];
  for await (const page of paginateListSigningCertificates({ client }, {})) {
    for (const certificate of page.Certificates ?? []) {
      found.push({
        ...identified('signing-certificates', certificate.CertificateId),
        status: certificate.Status,
        createdAt: certificate.UploadDate?.toISOString(),
      });
    }
  }
  return found;
}

async function listAccessKeys(client: IAMClient): Promise<Credential[]> {
  const found: Credential[] = [];
  for await (const page of paginateListAccessKeys({ client }, {})) {
    for (const key of page.AccessKeyMetadata ?? []) {
      found.push({
        ...identified('access-keys', key.AccessKeyId),
        status: key.Status,
        createdAt: key.CreateDate?.toISOString(),
      });
    }
  }
  return found;
}

export async function listMfaDevices(client: IAMClient): Promise<Credential[]> {
  const found: Credential[] = [];
  for await (const page of paginateListMFADevices({ client }, {})) {
    for (const device of page.MFADevices ?? []) {
      const { id: serialNumber, ...credential } = identified('mfa-devices', device.SerialNumber);
      const createdAt = device.EnableDate?.toISOString();
      found.push({
        ...credential,
        id: mfaDeviceId(serialNumber, createdAt),
        createdAt,
        mfaDeviceType: mfaDeviceType(serialNumber),
      });
    }
  }
  return found;
}

/** NoSuchEntity is IAM's way of saying that there is no password. */
export async function getLoginProfile(client: IAMClient): Promise<Credential[]> {
  try {
    const { LoginProfile } = await client.send(new GetLoginProfileCommand({}));
    const createdAt = LoginProfile?.CreateDate?.toISOString();
    return [{ ...identified('login-profile', loginProfileId(createdAt)), createdAt }];
  } catch (error) {
    if (isNoSuchEntity(error)) return [];
    throw error;
  }
}

/** A credential without an ID could neither be shown nor deleted: better unknown than overlooked. */
function identified(kind: CredentialKind, id: string | undefined): Credential {
  if (!id) throw new Error(`IAM listed one of the ${kind} without an ID.`);
  return { kind, id, lastUsed: { state: 'not-recorded' } };
}

/** A virtual device's serial number is an ARN of type `mfa`, a passkey's or security key's of type `u2f`. */
function mfaDeviceType(serialNumber: string): MfaDeviceType {
  const resource = serialNumber.startsWith('arn:') ? serialNumber.split(':')[5] : undefined;
  if (resource?.startsWith('mfa/')) return 'virtual';
  if (resource?.startsWith('u2f/')) return 'passkey-or-security-key';
  return 'hardware';
}
