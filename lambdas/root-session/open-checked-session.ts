import { STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { assumeRootAttempts, clientSettings } from '../aws-calls/client-defaults';
import { AccountId } from '../run/model';
import { env } from '../skeleton/env';
import { stateHandler } from '../skeleton/handler';
import { assertRootOf, assumeRoot, sealSession } from './root-session';
import { ownSeal } from './seal';

/**
 * The Lambda behind every AssumeRoot state that leads to a change: opens a root session with the one task policy that
 * its role allows, makes sure whose root it is, and seals it. `assertMay` throws where the run may have none.
 */
export function openCheckedSession(assertMay?: (run: string) => Promise<void>) {
  const sts = new STSClient({ ...clientSettings('STS'), maxAttempts: assumeRootAttempts });
  const seal = ownSeal();
  const taskPolicyArn = env('TASK_POLICY_ARN');
  return stateHandler(z.object({ run: z.string(), accountId: AccountId }), async (scope) => {
    await assertMay?.(scope.run);
    const session = await assumeRoot(sts, scope.accountId, taskPolicyArn);
    await assertRootOf({ accountId: scope.accountId, partition: partitionOf(taskPolicyArn) }, session);
    return { sealedSession: await sealSession(seal, scope, session) };
  });
}

/** The app's own, since its template names the task policy with it. */
function partitionOf(arn: string): string {
  return arn.split(':')[1] ?? '';
}
