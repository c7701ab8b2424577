import { DeleteAccessKeyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { deleteEach } from './credentials/delete-each';
import { deleteStage } from './credentials/delete-stage';

/** Deletes these access key IDs of the root user and says what happened to each. */
export function deleteAccessKeys(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('access-keys', ids, 'iam:DeleteAccessKey', (id) =>
    iam.send(new DeleteAccessKeyCommand({ AccessKeyId: id })),
  );
}

export const handler = deleteStage('access-keys', deleteAccessKeys);
