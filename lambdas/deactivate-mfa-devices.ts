import { DeactivateMFADeviceCommand, type IAMClient } from '@aws-sdk/client-iam';
import { serialNumberOf } from './credentials/credential-ids';
import { AlreadyGoneError, deleteEach } from './credentials/delete-each';
import { deleteStage } from './credentials/delete-stage';
import { listMfaDevices, readKind } from './credentials/read-credentials';
import { PasswordStillPresentError } from './skeleton/errors';

/**
 * Deactivates these MFA devices of the root user, once the password was read and found absent: an account must
 * never be left with a password and without the MFA that protected it. A device that was enabled since under the serial
 * number of an approved one is another device, and stays.
 * @throws PasswordStillPresentError when the password is there, or when nobody can tell
 */
export async function deactivateMfaDevices(iam: IAMClient, ids: readonly string[]) {
  const password = await readKind(iam, 'login-profile');
  if (password.state !== 'absent') {
    const why =
      password.state === 'present' ? 'is still there' : `could not be read (${password.failure.error})`;
    throw new PasswordStillPresentError(`The password ${why}, so its MFA devices stay.`);
  }
  const present = (await listMfaDevices(iam)).map(({ id }) => id);
  return deleteEach('mfa-devices', ids, 'iam:DeactivateMFADevice', async (id) => {
    if (!present.includes(id)) throw new AlreadyGoneError();
    return iam.send(new DeactivateMFADeviceCommand({ SerialNumber: serialNumberOf(id) }));
  });
}

/** The Lambda `DeactivateMfaDevices`: the approved MFA devices of one account go, after its password. */
export const handler = deleteStage('mfa-devices', deactivateMfaDevices);
