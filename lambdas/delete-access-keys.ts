import { DeleteAccessKeyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { deleteEach } from './credentials/delete-each';
import { deleteStage } from './credentials/delete-stage';

/** Deletes these access keys of the root user, by their IDs, and says what happened to each. */
export function deleteAccessKeys(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('access-keys', ids, 'iam:DeleteAccessKey', (id) =>
    iam.send(new DeleteAccessKeyCommand({ AccessKeyId: id })),
  );
}

/** The Lambda `DeleteAccessKeys`: the approved access keys of one account go. */
export const handler = deleteStage('access-keys', deleteAccessKeys);
