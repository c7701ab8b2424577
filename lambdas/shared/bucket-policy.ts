import { DeleteBucketPolicyCommand, GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { clientDefaults } from './aws-clients';
import type { ResourcePolicy } from './policy-removal';
import { type RootSession, type RootSessionScope, unsealSession } from './root-session';
import type { Seal } from './seal';
import { ApprovedTarget } from './task-model';

const BucketTarget = z.extend(ApprovedTarget, { bucket: z.string() });

/**
 * The policy of a bucket, as the root user of its account reads and deletes it: no policy keeps that root user from it.
 * S3 answers with the bucket's Region where it is another one, and the client goes there; to ask for it, the session
 * has no permission. A bucket of another account is refused.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export function bucketPolicy(
  s3: S3Client,
  { accountId, bucket }: z.infer<typeof BucketTarget>,
): ResourcePolicy {
  const where = { Bucket: bucket, ExpectedBucketOwner: accountId };
  return {
    readCall: 's3:GetBucketPolicy',
    read: async () => {
      try {
        return (await s3.send(new GetBucketPolicyCommand(where))).Policy;
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchBucketPolicy') return undefined;
        throw error;
      }
    },
    removeCall: 's3:DeleteBucketPolicy',
    remove: () => s3.send(new DeleteBucketPolicyCommand(where)),
  };
}

/** The policy of the target's bucket, with the sealed session of its root user. */
export async function rootBucketPolicy(
  seal: Seal,
  scope: RootSessionScope,
  sealedSession: string,
  target: ApprovedTarget,
): Promise<ResourcePolicy> {
  const bucket = z.parse(BucketTarget, target);
  return bucketPolicy(rootS3(await unsealSession(seal, scope, sealedSession), bucket.region), bucket);
}

function rootS3(credentials: RootSession, region: string | undefined): S3Client {
  return new S3Client({
    ...clientDefaults,
    ...(region && { region }),
    credentials,
    followRegionRedirects: true,
  });
}
