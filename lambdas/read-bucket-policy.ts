import { ownSeal } from './root-session/seal';
import { stateHandler } from './skeleton/handler';
import { bucketPolicy, rootBucket } from './tasks/delete-bucket-policy/root-bucket';
import { readPolicy } from './tasks/policy-removal';
import { ReadTargetPayload } from './tasks/target-payload';

const seal = ownSeal();

/** Reads the policy of one bucket as its root user. */
export const handler = stateHandler(ReadTargetPayload, async ({ run, target, sealedSession }) => {
  const { accountId } = target;
  const bucket = await rootBucket(seal, { run, accountId }, sealedSession, target);
  return { accountId, policy: await readPolicy(bucketPolicy(bucket)) };
});
