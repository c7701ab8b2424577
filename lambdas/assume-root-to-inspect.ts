import { STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { assumeRootAttempts, clientSettings } from './aws-calls/client-defaults';
import { assumeRoot, sealSession } from './root-session/root-session';
import { ownSeal } from './root-session/seal';
import { AccountId } from './run/model';
import { env } from './skeleton/env';
import { stateHandler } from './skeleton/handler';

const sts = new STSClient({ ...clientSettings('STS'), maxAttempts: assumeRootAttempts });
const seal = ownSeal();
const taskPolicyArn = env('TASK_POLICY_ARN');

/** Opens a root session that can only read, and seals it. */
export const handler = stateHandler(z.object({ run: z.string(), accountId: AccountId }), async (scope) => {
  const session = await assumeRoot(sts, scope.accountId, taskPolicyArn);
  return { sealedSession: await sealSession(seal, scope, session) };
});
