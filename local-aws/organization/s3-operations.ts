import type { Answer } from '../wire/answer';
import { AwsError } from '../wire/aws-error';
import { optional, required, wholeNumber } from '../wire/parameters';
import type { Operations } from '../wire/service';
import { invalidPolicy } from './compiled-policies';
import type { Call } from './operation';
import { type Bucket, bucketArn } from './resources';
import { bucketOf } from './s3-buckets';

const IN_QUERY = ['BucketRegion', 'ContinuationToken', 'MaxBuckets', 'Prefix'];

/** Amazon S3 as far as it goes to find buckets and their policies, API version 2006-03-01. */
export const S3_OPERATIONS: Operations<Call> = {
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
      Buckets: page.map((bucket) =>
        listed(
          bucket,
          IN_QUERY.some((name) => name in parameters),
        ),
      ),
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
    throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, {
      members: {
        BucketName: bucket.name,
      },
    });
  },

  PutBucketPolicy(call) {
    const bucket = ownBucket(call);
    const policy = required(call.parameters, 'Policy');
    const invalid = invalidPolicy(policy, bucketArn(bucket));
    if (invalid) throw new AwsError('MalformedPolicy', invalid);
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

/** The call's bucket. @throws AccessDenied where `x-amz-expected-bucket-owner` names another account */
function ownBucket(call: Call): Bucket {
  const bucket = bucketOf(call);
  const expected = optional(call.parameters, 'ExpectedBucketOwner');
  if (expected === undefined || expected === bucket.accountId) return bucket;
  throw new AwsError('AccessDenied', 'Access Denied', 403);
}
