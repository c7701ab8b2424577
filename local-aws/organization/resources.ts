/** An S3 bucket of a member account. */
export interface Bucket {
  /** No two buckets of the organization share one. */
  name: string;
  region: string;
  /** The account that owns it. */
  accountId: string;
  creationDate: string;
  /** The bucket policy, as JSON text. */
  policy?: string;
}

/** An SQS queue of a member account; its name is unique in its account and Region. */
export interface Queue {
  name: string;
  region: string;
  accountId: string;
  creationDate: string;
  /** The queue policy, as JSON text. */
  policy?: string;
}

/** The ARN of a bucket: `arn:aws:s3:::<name>`. */
export const bucketArn = ({ name }: Pick<Bucket, 'name'>) => `arn:aws:s3:::${name}`;

/** The ARN of a queue: `arn:aws:sqs:<Region>:<account>:<name>`. */
export const queueArn = ({ region, accountId, name }: Queue) => `arn:aws:sqs:${region}:${accountId}:${name}`;

/** The URL of a queue: `https://sqs.<Region>.amazonaws.com/<account>/<name>`. */
export const queueUrl = ({ region, accountId, name }: Queue) =>
  `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;

/** The policy by which people lock everybody out of a bucket or queue, themselves included. */
export function denyEveryone(arn: string): string {
  const service = arn.split(':')[2];
  const Resource = service === 's3' ? [arn, `${arn}/*`] : arn;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'DenyEveryone', Effect: 'Deny', Principal: '*', Action: `${service}:*`, Resource }],
  });
}
