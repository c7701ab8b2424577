import { DeleteLoginProfileCommand, type IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { DeleteStagePayload, deleteEach } from './shared/delete-each';
import { env } from './shared/env';
import { stateHandler } from './shared/handler';
import { rootIam } from './shared/root-session';

/** Deletes the root user's password if it was approved (`ids` holds `login-profile`). */
export function deleteLoginProfile(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('login-profile', ids, 'iam:DeleteLoginProfile', () =>
    iam.send(new DeleteLoginProfileCommand({})),
  );
}

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

export const handler = stateHandler(DeleteStagePayload, async ({ approved, sealedSession, ...scope }) => {
  const ids = approved['login-profile'];
  if (ids.length === 0) return { deletions: [] };
  return deleteLoginProfile(await rootIam(seal, scope, sealedSession), ids);
});
