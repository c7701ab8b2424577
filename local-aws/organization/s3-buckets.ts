import { AwsError } from '../wire/aws-error';
import { required } from '../wire/parameters';
import type { Call } from './operation';
import { type Bucket, bucketArn } from './resources';

/** What Amazon S3 finds the bucket of a call by. */
export type BucketCall = Pick<Call, 'organization' | 'parameters' | 'region'>;

/**
 * The bucket a call is about.
 * @throws NoSuchBucket, or, where the call was signed for another Region than the bucket's, PermanentRedirect, whose
 * header clients that follow it read (Amazon S3 User Guide, "Making requests": request redirection)
 */
export function bucketOf({ organization, parameters, region }: BucketCall): Bucket {
  const name = required(parameters, 'Bucket');
  const bucket = organization.buckets.find((other) => other.name === name);
  if (!bucket) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, {
      members: { BucketName: name },
    });
  }
  if (bucket.region !== region) throw permanentRedirect(bucket);
  return bucket;
}

function permanentRedirect({ name, region }: Bucket): AwsError {
  return new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
      'Please send all future requests to this endpoint.',
    301,
    {
      members: { Endpoint: `s3.${region}.amazonaws.com`, Bucket: name },
      headers: { 'x-amz-bucket-region': region },
    },
  );
}

const ACTIONS: Record<string, string> = {
  ListBuckets: 's3:ListAllMyBuckets',
  HeadBucket: 's3:ListBucket',
};

const OF_THE_POLICY = new Set(['GetBucketPolicy', 'PutBucketPolicy', 'DeleteBucketPolicy']);

/**
 * What a call to S3 is about. The root user of the bucket's owner is above the bucket policy where the operation is
 * about that policy: "even if their bucket policy explicitly denies the root principal's access" (Amazon S3 API
 * Reference, DeleteBucketPolicy).
 */
export function bucketTarget(call: BucketCall & Pick<Call, 'caller'>, operation: string) {
  const action = ACTIONS[operation] ?? `s3:${operation}`;
  if (operation === 'ListBuckets') return { action, resource: '*' };
  const bucket = bucketOf(call);
  const arn = bucketArn(bucket);
  const isAbove = call.caller.principal?.type === 'root' && OF_THE_POLICY.has(operation);
  return {
    action,
    resource: arn,
    shown: `"${arn}"`,
    owner: bucket.accountId,
    policy: isAbove ? undefined : bucket.policy,
  };
}
