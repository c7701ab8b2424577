import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { bucketPolicy, rootBucket } from './tasks/delete-bucket-policy/root-bucket';
import { removePolicy } from './tasks/policy-removal';
import { changeStage } from './tasks/target-stages';

/**
 * The Lambda `DeleteBucketPolicy`: deletes the approved policy of one bucket as its root user, and looks again.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export const handler = changeStage((session, target, retries) => {
  const bucket = rootBucket(session, target);
  const policy = {
    ...bucketPolicy(bucket),
    removeCall: 's3:DeleteBucketPolicy',
    remove: () => bucket.s3.send(new DeleteBucketPolicyCommand(bucket.where)),
  };
  return removePolicy(policy, target.policyDigest ?? '', retries);
});
