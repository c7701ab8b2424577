import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { rootBucketPolicy } from './shared/bucket-policy';
import { env } from './shared/env';
import { stateHandler } from './shared/handler';
import { removePolicy } from './shared/policy-removal';
import { ChangeTargetPayload } from './shared/target-payload';

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

/** Deletes the approved policy of one bucket as its root user, and looks again. */
export const handler = stateHandler(ChangeTargetPayload, async ({ run, target, sealedSession, retries }) => {
  const scope = { run, accountId: target.accountId };
  const policy = await rootBucketPolicy(seal, scope, sealedSession, target);
  return removePolicy(policy, target.policyDigest ?? '', retries);
});
