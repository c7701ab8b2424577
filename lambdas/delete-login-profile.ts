import { DeleteLoginProfileCommand, type IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { AlreadyGoneError, DeleteStagePayload, deleteEach } from './shared/delete-each';
import { env } from './shared/env';
import { stateHandler } from './shared/handler';
import { getLoginProfile } from './shared/read-credentials';
import { rootIam } from './shared/root-session';

/**
 * Deletes the root user's password if it is still the one that was approved: IAM would delete whichever is there, and
 * somebody may have allowed another one since the plan.
 */
export function deleteLoginProfile(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('login-profile', ids, 'iam:DeleteLoginProfile', async (id) => {
    const [present] = await getLoginProfile(iam);
    if (present?.id !== id) throw new AlreadyGoneError();
    await iam.send(new DeleteLoginProfileCommand({}));
  });
}

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

export const handler = stateHandler(DeleteStagePayload, async ({ approved, sealedSession, ...scope }) => {
  const ids = approved['login-profile'];
  if (ids.length === 0) return { deletions: [] };
  return deleteLoginProfile(await rootIam(seal, scope, sealedSession), ids);
});
