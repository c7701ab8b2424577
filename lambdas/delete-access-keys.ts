import { DeleteAccessKeyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { DeleteStagePayload, deleteEach } from './shared/delete-each';
import { env } from './shared/env';
import { stateHandler } from './shared/handler';
import { rootIam } from './shared/root-session';

/** Deletes these access key IDs of the root user and says what happened to each. */
export function deleteAccessKeys(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('access-keys', ids, 'iam:DeleteAccessKey', (id) =>
    iam.send(new DeleteAccessKeyCommand({ AccessKeyId: id })),
  );
}

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

export const handler = stateHandler(DeleteStagePayload, async ({ approved, sealedSession, ...scope }) => {
  const ids = approved['access-keys'];
  if (ids.length === 0) return { deletions: [] };
  return deleteAccessKeys(await rootIam(seal, scope, sealedSession), ids);
});
