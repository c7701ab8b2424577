import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { clientSettings } from '../../aws-calls/client-defaults';
import { contentOf } from '../../aws-calls/content-of';
import type { RootSession } from '../../root-session/root-session';
import type { PolicyReader } from '../policy-removal';
import { ApprovedTarget } from '../shapes';

const BucketTarget = z.extend(ApprovedTarget, { resource: z.string() });

/** A bucket, and S3 as the root user of the account that must own it: a bucket of another account is refused. */
export interface RootBucket {
  readonly s3: S3Client;
  readonly where: { readonly Bucket: string; readonly ExpectedBucketOwner: string };
}

/**
 * The bucket of a target, in a session of its root user. S3 answers with the bucket's Region where it is
 * another one, and the client goes there; to ask for it, the session has no permission.
 * @throws ZodError for a target without a bucket
 */
export function rootBucket(credentials: RootSession, target: ApprovedTarget): RootBucket {
  const { resource, region, accountId } = z.parse(BucketTarget, target);
  const inRegion = region ? { region } : {};
  return {
    s3: new S3Client({ ...clientSettings('S3'), ...inRegion, credentials, followRegionRedirects: true }),
    where: { Bucket: resource, ExpectedBucketOwner: accountId },
  };
}

/**
 * How to read a bucket's policy, which no policy keeps that root user from reading. S3 says with an error that there
 * is none; an answer that is no policy is none.
 */
export function bucketPolicy({ s3, where }: RootBucket): PolicyReader {
  const readCall = 's3:GetBucketPolicy';
  return {
    readCall,
    read: async () => {
      try {
        const { Policy } = await s3.send(new GetBucketPolicyCommand(where));
        return contentOf(readCall, 'the policy', isPolicy(Policy) ? Policy : undefined);
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchBucketPolicy') return undefined;
        throw error;
      }
    },
  };
}

/** Every policy has statements; a page of a proxy, or an error with the status of a success, has none. */
function isPolicy(text = ''): boolean {
  try {
    return z.safeParse(z.looseObject({ Statement: z.unknown() }), JSON.parse(text)).success;
  } catch {
    return false;
  }
}
