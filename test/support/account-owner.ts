import {
  type AccessKey,
  type Account,
  BASE_32,
  createRandom,
  isoSeconds,
  type MfaDevice,
} from '../../local-aws';

/** What the owner of a member account does as its root user, at the moment given. */

/**
 * Takes the "Forgot password?" email, sets a password and signs in. Throws where password recovery is not allowed,
 * which is while there is no login profile
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html).
 */
export function recoverPassword({ id, credentials }: Account, at: Date): void {
  if (!credentials.loginProfile) throw new Error(`Password recovery is not allowed for account ${id}`);
  credentials.loginProfile.passwordLastUsed = isoSeconds(at);
}

/** Makes an access key, which can be used at once; the account has two at most. */
export function makeAccessKey({ id, credentials: { accessKeys } }: Account, at: Date): AccessKey {
  if (accessKeys.length >= 2) throw new Error(`Account ${id} has two access keys already`);
  const random = createRandom(id, 'access key', at.getTime(), accessKeys.length);
  const key: AccessKey = {
    accessKeyId: `AKIA${random.text(16, BASE_32)}`,
    status: 'Active',
    createDate: isoSeconds(at),
  };
  accessKeys.push(key);
  return key;
}

/** Registers a virtual MFA device. */
export function addMfaDevice({ id, credentials: { mfaDevices } }: Account, at: Date): MfaDevice {
  const random = createRandom(id, 'MFA device', at.getTime(), mfaDevices.length);
  const device: MfaDevice = {
    serialNumber: `arn:aws:iam::${id}:mfa/${random.text(8, BASE_32)}`,
    enableDate: isoSeconds(at),
  };
  mfaDevices.push(device);
  return device;
}
