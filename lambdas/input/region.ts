import { partition } from '@aws-sdk/core/client';
import * as z from 'zod/mini';

/**
 * Whether AWS has a Region of this name. The SDK describes the Regions that it knows, and answers for any other name
 * as for one that is still to come. Pseudo-Regions such as `aws-global` are none.
 */
export function isRegion(name: string): boolean {
  return 'description' in partition(name) && !name.endsWith('-global');
}

/** What is allowed for a Region, in words. */
export const regionRule = 'a Region of AWS such as eu-west-1';

/** A field that names a Region. */
export const regionField = z.string(regionRule).check(z.refine(isRegion, regionRule));

/** The partition that a Region is in: `aws`, `aws-eusc`, `aws-us-gov`, `aws-cn`. */
export function partitionOf(region: string): string {
  return partition(region).name;
}

/**
 * Why no root credentials can be purged in the partition of a Region, or `undefined` where they can.
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html
 */
export function whyNothingToPurge(region: string): string | undefined {
  return withoutPurge[partitionOf(region)];
}

const withoutPurge: Readonly<Record<string, string>> = {
  'aws-cn': 'the accounts of AWS China have no root user credentials, so there is nothing to purge',
  'aws-us-gov':
    'AWS GovCloud (US) has no root user sign-in and no central management of root credentials, so there is nothing to purge; the accounts of the commercial side are purged from there',
};

/**
 * Whether an account has a Region only where somebody has opted in to it: a root session cannot be opened there before.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function isOptInRegion(region: string): boolean {
  return partitionOf(region) === 'aws' && !inEveryAccount.has(region);
}

const inEveryAccount = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'ap-south-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2'],
]);
