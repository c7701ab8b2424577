import { CreateLoginProfileCommand, type IAMClient } from '@aws-sdk/client-iam';
import { readKind } from './credentials/read-credentials';
import { rootIam } from './root-session/root-session';
import { ownSeal } from './root-session/seal';
import { stateHandler } from './skeleton/handler';
import { changeAndLook } from './tasks/change-and-look';
import type { TaskResult } from './tasks/shapes';
import { ChangeTargetPayload } from './tasks/target-payload';

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

const seal = ownSeal();

/** The Lambda `AllowPasswordRecovery`: creates the login profile of one target, in its sealed root session. */
export const handler = stateHandler(ChangeTargetPayload, async ({ run, target, sealedSession, retries }) => {
  const scope = { run, accountId: target.accountId };
  return allowPasswordRecovery(await rootIam(seal, scope, sealedSession), retries);
});
