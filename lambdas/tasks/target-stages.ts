import * as z from 'zod/mini';
import { type RootSession, unsealSession } from '../root-session/root-session';
import { ownSeal } from '../root-session/seal';
import { stateHandler } from '../skeleton/handler';
import { type PolicyReader, readPolicy } from './policy-removal';
import { ApprovedTarget, type TaskResult } from './shapes';

const Payload = z.object({ run: z.string(), sealedSession: z.string(), target: ApprovedTarget });

/** The Lambda behind every state that reads the policy of a target, as its root user. */
export function readPolicyStage(policyOf: (session: RootSession, target: ApprovedTarget) => PolicyReader) {
  const seal = ownSeal();
  return stateHandler(Payload, async ({ run, sealedSession, target }) => {
    const { accountId } = target;
    const session = await unsealSession(seal, { run, accountId }, sealedSession);
    return { accountId, policy: await readPolicy(policyOf(session, target)) };
  });
}

type Change = (session: RootSession, target: ApprovedTarget, retries: number) => Promise<TaskResult>;

/** The Lambda behind every state that changes a target, as its root user; `retries` counts those of its state. */
export function changeStage(change: Change) {
  const seal = ownSeal();
  const payload = z.extend(Payload, { retries: z.number() });
  return stateHandler(payload, async ({ run, sealedSession, target, retries }) => {
    const session = await unsealSession(seal, { run, accountId: target.accountId }, sealedSession);
    return change(session, target, retries);
  });
}
