import * as z from 'zod/mini';
import { accountField, reasonField, startedByField } from '../../input/input-fields';
import { problem } from '../../input/input-problems';
import { parseInput } from '../../input/parse-input';
import { isRegion } from '../../input/region';
import { InvalidInputError } from '../../skeleton/errors';
import {
  findingOfPolicy,
  inRegion,
  keptBeforeItGoes,
  policyUnderstood,
  putPolicyBack,
} from '../policy-steps';
import type { DoneTarget, PrivilegedTask } from '../privileged-task';
import type { TaskTarget } from '../shapes';
import { parseQueueUrl, queueName } from './queue-url';

const queueRule = 'the URL of a queue, such as https://sqs.eu-west-1.amazonaws.com/111122223333/name';
const Input = z.strictObject({
  task: z.literal('delete-queue-policy'),
  account: accountField,
  queueUrl: z
    .string(queueRule)
    .check(z.refine((url) => isRegion(parseQueueUrl(url)?.region ?? ''), queueRule)),
  reason: reasonField,
  startedBy: startedByField,
});

/** The task that deletes a queue policy which locked everybody out. */
export const queuePolicyTask = {
  name: 'delete-queue-policy',
  taskPolicy: 'SQSUnlockQueuePolicy',
  states: {
    open: ['AssumeRootToReadQueuePolicy', 'AssumeRootToUnlockQueue'],
    read: ['ReadQueuePolicy'],
    change: 'DeleteQueuePolicy',
  },
  canBeResealed: false,
  parseInput: (input: unknown) => {
    const { account, queueUrl, ...parsed } = parseInput(Input, input);
    if (parseQueueUrl(queueUrl)?.accountId !== account) {
      throw new InvalidInputError([problem('queueUrl', queueUrl, `a queue of the account ${account}`)]);
    }
    return { ...parsed, accounts: [account], resource: queueUrl };
  },
  findingIn: findingOfPolicy,
  nextSteps: ({ target: { resource }, storedAs = '' }: DoneTarget) =>
    putPolicyBack(
      storedAs,
      'queue',
      `aws sqs set-queue-attributes${inRegion(parseQueueUrl(resource)?.region)} --queue-url ${resource} --attributes Policy@=file://policy.json`,
    ),
  words: {
    ask: 'Delete a queue policy',
    command: ([target]: readonly TaskTarget[]) => `Delete the policy of queue ${queueName(target?.resource)}`,
    done: 'The queue policy is deleted',
    alreadySo: 'The queue has no policy.',
    consequences: [
      'What this policy denies is denied no more, and what it allows to others ends: other accounts and services such as Amazon SNS or S3 can send to the queue no more, if they could by it alone. From then on the IAM policies of the account decide.',
      keptBeforeItGoes,
    ],
    approve: 'Delete this queue policy',
    understood: policyUnderstood,
    resource: 'Queue',
  },
} as const satisfies PrivilegedTask;
