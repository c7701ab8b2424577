import { DeactivateMFADeviceCommand, type IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { DeleteStagePayload, deleteEach } from './shared/delete-each';
import { env } from './shared/env';
import { PasswordStillPresentError } from './shared/errors';
import { stateHandler } from './shared/handler';
import { readKind } from './shared/read-credentials';
import { rootIam } from './shared/root-session';

/**
 * Deactivates these MFA devices of the root user, once the password was read and found absent: an account must
 * never be left with a password and without the MFA that protected it.
 * @throws PasswordStillPresentError when the password is there, or when nobody can tell
 */
export async function deactivateMfaDevices(iam: IAMClient, ids: readonly string[]) {
  const password = await readKind(iam, 'login-profile');
  if (password.state !== 'absent') {
    const why =
      password.state === 'present' ? 'is still there' : `could not be read (${password.failure.error})`;
    throw new PasswordStillPresentError(`The password ${why}, so its MFA devices stay.`);
  }
  return deleteEach('mfa-devices', ids, 'iam:DeactivateMFADevice', (SerialNumber) =>
    iam.send(new DeactivateMFADeviceCommand({ SerialNumber })),
  );
}

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

export const handler = stateHandler(DeleteStagePayload, async ({ approved, sealedSession, ...scope }) => {
  const ids = approved['mfa-devices'];
  if (ids.length === 0) return { deletions: [] };
  return deactivateMfaDevices(await rootIam(seal, scope, sealedSession), ids);
});
