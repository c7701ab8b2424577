import { bucketPolicy, rootBucket } from './tasks/delete-bucket-policy/root-bucket';
import { readPolicyStage } from './tasks/target-stages';

/** The Lambda `ReadBucketPolicy`: reads the policy of one bucket as its root user. */
export const handler = readPolicyStage((session, target) => bucketPolicy(rootBucket(session, target)));
