import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { env } from './shared/env';
import { stateHandler } from './shared/handler';
import { readPolicy } from './shared/policy-removal';
import { ReadTargetPayload } from './shared/target-payload';
import { queuePolicy, rootQueue } from './shared/tasks/delete-queue-policy/root-queue';

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

/** Reads the policy of one queue as its root user. */
export const handler = stateHandler(ReadTargetPayload, async ({ run, target, sealedSession }) => {
  const { accountId } = target;
  const queue = await rootQueue(seal, { run, accountId }, sealedSession, target);
  return { accountId, policy: await readPolicy(queuePolicy(queue)) };
});
