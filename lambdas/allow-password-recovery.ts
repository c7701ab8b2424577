import { CreateLoginProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { clientSettings } from './aws-calls/client-defaults';
import { readKind } from './credentials/read-credentials';
import { changeAndLook } from './tasks/change-and-look';
import type { TaskResult } from './tasks/shapes';
import { changeStage } from './tasks/target-stages';

/**
 * Creates the root user's login profile without a password (and, as in every root session, without a user name), which
 * lets whoever reads the root user's mail set one; then looks whether it is there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 * @throws ChangeNotVisibleError when IAM accepted it and does not list it yet
 */
export async function allowPasswordRecovery(iam: IAMClient, retries: number): Promise<TaskResult> {
  let existed = false;
  const create = async () => {
    try {
      await iam.send(new CreateLoginProfileCommand({}));
    } catch (error) {
      existed = error instanceof Error && error.name.startsWith('EntityAlreadyExists');
      if (!existed) throw error;
    }
  };
  const outcome = await changeAndLook('iam:CreateLoginProfile', retries, create, async () => {
    const password = await readKind(iam, 'login-profile');
    if (password.state === 'unknown') return password;
    return { state: password.state === 'present' ? 'as-wanted' : 'as-before' };
  });
  return outcome.result === 'done' && existed && retries === 0 ? { result: 'already-so' } : outcome;
}

/** The Lambda `AllowPasswordRecovery`: creates the login profile of one target, in its sealed root session. */
export const handler = changeStage((credentials, _, retries) =>
  allowPasswordRecovery(new IAMClient({ ...clientSettings('IAM'), credentials }), retries),
);
