import * as z from 'zod/mini';
import { accountField, reasonField, startedByField } from '../../input/input-fields';
import { parseInput } from '../../input/parse-input';
import { regionField } from '../../input/region';
import {
  findingOfPolicy,
  inRegion,
  keptBeforeItGoes,
  policyUnderstood,
  putPolicyBack,
} from '../policy-steps';
import type { DoneTarget, PrivilegedTask } from '../privileged-task';
import type { TaskTarget } from '../shapes';
import { isBucketName } from './bucket-name';

const bucketRule = 'the name of a general purpose bucket';
const Input = z.strictObject({
  task: z.literal('delete-bucket-policy'),
  account: accountField,
  bucket: z.string(bucketRule).check(z.refine(isBucketName, bucketRule)),
  region: z.optional(regionField),
  reason: reasonField,
  startedBy: startedByField,
});

/** The task that deletes a bucket policy which locked everybody out. */
export const bucketPolicyTask = {
  name: 'delete-bucket-policy',
  taskPolicy: 'S3UnlockBucketPolicy',
  states: {
    open: ['AssumeRootToReadBucketPolicy', 'AssumeRootToUnlockBucket'],
    read: ['ReadBucketPolicy'],
    change: 'DeleteBucketPolicy',
  },
  canBeResealed: false,
  parseInput: (input: unknown) => {
    const { account, bucket, ...parsed } = parseInput(Input, input);
    return { ...parsed, accounts: [account], resource: bucket };
  },
  findingIn: findingOfPolicy,
  nextSteps: ({ target: { resource, region }, storedAs = '' }: DoneTarget) =>
    putPolicyBack(
      storedAs,
      'bucket',
      `aws s3api put-bucket-policy${inRegion(region)} --bucket ${resource} --policy file://policy.json`,
    ),
  words: {
    ask: 'Delete a bucket policy',
    command: ([target]: readonly TaskTarget[]) => `Delete the policy of bucket ${target?.resource}`,
    done: 'The bucket policy is deleted',
    alreadySo: 'The bucket has no policy.',
    consequences: [
      'What this policy denies is denied no more, and what it allows to others ends: other accounts, services and the public lose what they have by it alone. From then on the IAM policies of the account decide.',
      keptBeforeItGoes,
    ],
    approve: 'Delete this bucket policy',
    understood: policyUnderstood,
    resource: 'Bucket',
  },
} as const satisfies PrivilegedTask;
