import { KMSClient } from '@aws-sdk/client-kms';
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { clientDefaults } from './aws-calls/client-defaults';
import { env } from './skeleton/env';
import { stateHandler } from './skeleton/handler';
import { bucketPolicy, type RootBucket, rootBucket } from './tasks/delete-bucket-policy/root-bucket';
import { type ResourcePolicy, removePolicy } from './tasks/policy-removal';
import { ChangeTargetPayload } from './tasks/target-payload';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
function removable(bucket: RootBucket): ResourcePolicy {
  return {
    ...bucketPolicy(bucket),
    removeCall: 's3:DeleteBucketPolicy',
    remove: () => bucket.s3.send(new DeleteBucketPolicyCommand(bucket.where)),
  };
}

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

/** Deletes the approved policy of one bucket as its root user, and looks again. */
export const handler = stateHandler(ChangeTargetPayload, async ({ run, target, sealedSession, retries }) => {
  const scope = { run, accountId: target.accountId };
  const bucket = await rootBucket(seal, scope, sealedSession, target);
  return removePolicy(removable(bucket), target.policyDigest ?? '', retries);
});
