import { DeleteLoginProfileCommand, type IAMClient } from '@aws-sdk/client-iam';
import { AlreadyGoneError, deleteEach } from './credentials/delete-each';
import { deleteStage } from './credentials/delete-stage';
import { getLoginProfile } from './credentials/read-credentials';

/**
 * Deletes the root user's password if it is still the one that was approved: IAM would delete whichever is there, and
 * somebody may have allowed another one since the plan.
 */
export function deleteLoginProfile(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('login-profile', ids, 'iam:DeleteLoginProfile', async (id) => {
    const [present] = await getLoginProfile(iam);
    if (present?.id !== id) throw new AlreadyGoneError();
    return iam.send(new DeleteLoginProfileCommand({}));
  });
}

/** The Lambda `DeleteLoginProfile`: the approved password of one account goes. */
export const handler = deleteStage('login-profile', deleteLoginProfile);
