import { ownSeal } from './root-session/seal';
import { stateHandler } from './skeleton/handler';
import { queuePolicy, rootQueue } from './tasks/delete-queue-policy/root-queue';
import { readPolicy } from './tasks/policy-removal';
import { ReadTargetPayload } from './tasks/target-payload';

const seal = ownSeal();

/** Reads the policy of one queue as its root user. */
export const handler = stateHandler(ReadTargetPayload, async ({ run, target, sealedSession }) => {
  const { accountId } = target;
  const queue = await rootQueue(seal, { run, accountId }, sealedSession, target);
  return { accountId, policy: await readPolicy(queuePolicy(queue)) };
});
