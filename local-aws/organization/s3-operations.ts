import { invalidPolicy } from './compiled-policies';
import type { Answer, Call, Operations } from './operation';
import { optional, required, wholeNumber } from './parameters';
import { type Bucket, bucketArn } from './resources';
import { bucketOf } from './s3-buckets';
import { ServiceError } from './service-error';

/** Amazon S3 as far as it goes to find buckets and their policies, API version 2006-03-01. */
export const S3_OPERATIONS: Operations = {
  ListBuckets({ organization, parameters, caller }) {
    const region = optional(parameters, 'BucketRegion');
    const mine = organization.buckets
      .filter(({ accountId }) => accountId === caller.account.id)
      .filter((bucket) => region === undefined || bucket.region === region)
      .filter(({ name }) => name.startsWith(optional(parameters, 'Prefix') ?? ''))
      .filter(({ name }) => name > (optional(parameters, 'ContinuationToken') ?? ''))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const size = wholeNumber(parameters, 'MaxBuckets', { minimum: 1, maximum: 10_000, otherwise: 10_000 });
    const page = mine.slice(0, size);
    return {
      Buckets: page.map((bucket) => listed(bucket, Object.keys(parameters).length > 0)),
      ContinuationToken: mine.length > page.length ? page.at(-1)?.name : undefined,
      Owner: { ID: caller.account.id.padStart(64, '0') },
    };
  },

  HeadBucket: (call) => ({ BucketRegion: ownBucket(call).region }),

  /** Buckets in US East (N. Virginia) have no location constraint. */
  GetBucketLocation(call) {
    const { region } = ownBucket(call);
    return { LocationConstraint: region === 'us-east-1' ? undefined : region };
  },

  GetBucketPolicy(call) {
    const bucket = ownBucket(call);
    if (bucket.policy !== undefined) return { Policy: bucket.policy };
    throw new ServiceError('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', {
      BucketName: bucket.name,
    });
  },

  PutBucketPolicy(call) {
    const bucket = ownBucket(call);
    const policy = required(call.parameters, 'Policy');
    const invalid = invalidPolicy(policy, bucketArn(bucket));
    if (invalid) throw new ServiceError('MalformedPolicy', 400, invalid);
    bucket.policy = policy;
    call.record('changed', `bucket-policy ${bucket.name}`);
  },

  /** No error where there is none. */
  DeleteBucketPolicy(call) {
    const bucket = ownBucket(call);
    if (bucket.policy === undefined) return;
    delete bucket.policy;
    call.record('deleted', `bucket-policy ${bucket.name}`);
  },
};

/** The Region is told to whoever asked with a parameter (Amazon S3 API Reference, "Bucket"). */
const listed = ({ name, region, creationDate }: Bucket, withRegion: boolean): Answer => ({
  Name: name,
  CreationDate: creationDate,
  BucketRegion: withRegion ? region : undefined,
});

/** The call's bucket; throws AccessDenied where `x-amz-expected-bucket-owner` names another account. */
function ownBucket(call: Call): Bucket {
  const bucket = bucketOf(call);
  const expected = optional(call.parameters, 'ExpectedBucketOwner');
  if (expected === undefined || expected === bucket.accountId) return bucket;
  throw new ServiceError('AccessDenied', 403, 'Access Denied');
}
