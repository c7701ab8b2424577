import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { env } from './shared/env';
import { stateHandler } from './shared/handler';
import { readPolicy } from './shared/policy-removal';
import { ReadTargetPayload } from './shared/target-payload';
import { bucketPolicy, rootBucket } from './shared/tasks/delete-bucket-policy/root-bucket';

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

/** Reads the policy of one bucket as its root user. */
export const handler = stateHandler(ReadTargetPayload, async ({ run, target, sealedSession }) => {
  const { accountId } = target;
  const bucket = await rootBucket(seal, { run, accountId }, sealedSession, target);
  return { accountId, policy: await readPolicy(bucketPolicy(bucket)) };
});
