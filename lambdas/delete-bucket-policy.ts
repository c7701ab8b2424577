import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { ownSeal } from './root-session/seal';
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

const seal = ownSeal();

/** Deletes the approved policy of one bucket as its root user, and looks again. */
export const handler = stateHandler(ChangeTargetPayload, async ({ run, target, sealedSession, retries }) => {
  const scope = { run, accountId: target.accountId };
  const bucket = await rootBucket(seal, scope, sealedSession, target);
  return removePolicy(removable(bucket), target.policyDigest ?? '', retries);
});
