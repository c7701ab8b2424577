/** Names of what is no general purpose bucket: directory and table buckets, and aliases of access points. */
const ofSomethingElse = /(--x-s3|--table-s3|-s3alias|--ol-s3|\.mrap)$/;

const todays = /^(?!.*\.\.)(?!\d+(\.\d+){3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Until March 2018 us-east-1 allowed more: these have a capital letter or an underscore, or are longer. */
const legacy = /^(?=.*[A-Z_]|.{64})[A-Za-z0-9._-]{3,255}$/;

/**
 * Whether a general purpose bucket can have this name. Prefixes that were reserved later are allowed, since a bucket
 * may be older.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function isBucketName(name: string): boolean {
  return (todays.test(name) || legacy.test(name)) && !ofSomethingElse.test(name);
}
