import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { HttpRequest } from '@smithy/core/protocols';
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
  /** That of the bucket, once S3 has answered. */
  readonly region: () => string | undefined;
  readonly where: { readonly Bucket: string; readonly ExpectedBucketOwner: string };
}

/** Another Region's as AWS answers with it, and one without a host for each bucket, as emulators are. */
const anyEndpoint = { followRegionRedirects: true, forcePathStyle: true };

/**
 * The bucket of a target, in a session of its root user. S3 answers with the bucket's Region where it is
 * another one, and the client goes there; to ask for it, the session has no permission.
 * @throws ZodError for a target without a bucket
 */
export function rootBucket(credentials: RootSession, target: ApprovedTarget): RootBucket {
  const { resource, region, accountId } = z.parse(BucketTarget, target);
  const inRegion = region ? { region } : {};
  const s3 = new S3Client({ ...clientSettings('S3'), ...inRegion, credentials, ...anyEndpoint });
  return {
    s3,
    region: signedRegion(s3),
    where: { Bucket: resource, ExpectedBucketOwner: accountId },
  };
}

/**
 * The Region that the client's last request was signed for.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 */
function signedRegion({ middlewareStack }: S3Client): () => string | undefined {
  let region: string | undefined;
  middlewareStack.add(
    (next) => (args) => {
      const { authorization = '' } = HttpRequest.isInstance(args.request) ? args.request.headers : {};
      region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization)?.[1];
      return next(args);
    },
    { step: 'deserialize', name: 'rememberSignedRegion' },
  );
  return () => region;
}

/**
 * How to read a bucket's policy, which no policy keeps that root user from reading. S3 says with an error that there
 * is none; an answer that is no policy is none.
 */
export function bucketPolicy({ s3, region, where }: RootBucket): PolicyReader {
  const readCall = 's3:GetBucketPolicy';
  return {
    readCall,
    region,
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
