import * as z from 'zod/mini';
import { InvalidInputError } from './errors';
import { problem } from './input-problems';
import { type PrivilegedTask, privilegedTasks } from './model';
import { parseInput } from './parse-input';
import { valueAt } from './value-at';

const accountRule = 'a 12-digit account ID as a string';
const account = z.string(accountRule).check(z.regex(/^\d{12}$/, accountRule));
const accountsRule = 'a list of 1 to 50 account IDs';
const reasonRule = 'a text of 1 to 800 characters: why this is needed; the approvers read it';
const reason = z.string(reasonRule).check(z.regex(/\S/, reasonRule), z.maxLength(800, reasonRule));
const durationRule = 'an ISO 8601 duration from PT1M to P30D, such as PT2H';
const bucketRule = 'the name of a general purpose bucket';
const queueRule = 'the URL of a queue, such as https://sqs.eu-west-1.amazonaws.com/111122223333/name';
const regionRule = 'a Region such as eu-west-1';

/** The execution input of each task. Unknown fields are refused. */
const inputs = {
  'allow-password-recovery': z.strictObject({
    task: z.literal('allow-password-recovery'),
    accounts: z
      .array(account, accountsRule)
      .check(z.minLength(1, accountsRule), z.maxLength(50, accountsRule)),
    reason,
    resealAfter: z.optional(
      z.string(durationRule).check(z.refine((text) => durationSeconds(text) !== undefined, durationRule)),
    ),
  }),
  'delete-bucket-policy': z.strictObject({
    task: z.literal('delete-bucket-policy'),
    account,
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    bucket: z
      .string(bucketRule)
      .check(z.regex(/^(?!.*--x-s3$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketRule)),
    region: z.optional(z.string(regionRule).check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, regionRule))),
    reason,
  }),
  'delete-queue-policy': z.strictObject({
    task: z.literal('delete-queue-policy'),
    account,
    queueUrl: z.string(queueRule).check(z.refine((url) => parseQueueUrl(url) !== undefined, queueRule)),
    reason,
  }),
};

/** What was asked for, the same for every task: whom it is about, and what in it. */
export interface TaskInput {
  readonly task: PrivilegedTask;
  readonly accounts: readonly string[];
  readonly bucket?: string;
  readonly region?: string;
  readonly queueUrl?: string;
  readonly reason: string;
  readonly resealAfterSeconds?: number;
}

/** @throws InvalidInputError naming every wrong field, the value received and what is allowed */
export function parseTaskInput(input: unknown): TaskInput {
  const task = taskOf(input);
  if (task === 'allow-password-recovery') {
    const { resealAfter, accounts, ...parsed } = parseInput(inputs[task], input);
    const resealAfterSeconds = resealAfter === undefined ? undefined : durationSeconds(resealAfter);
    return { ...parsed, accounts: [...new Set(accounts)], resealAfterSeconds };
  }
  if (task === 'delete-bucket-policy') {
    const { account, ...parsed } = parseInput(inputs[task], input);
    return { ...parsed, accounts: [account] };
  }
  const { account: owner, ...parsed } = parseInput(inputs[task], input);
  if (parseQueueUrl(parsed.queueUrl)?.accountId !== owner) {
    throw new InvalidInputError([problem('queueUrl', parsed.queueUrl, `a queue of the account ${owner}`)]);
  }
  return { ...parsed, accounts: [owner] };
}

function taskOf(input: unknown): PrivilegedTask {
  const given = valueAt(input, ['task']);
  const task = privilegedTasks.find((known) => known === given);
  if (!task) throw new InvalidInputError([problem('task', given, `one of ${privilegedTasks.join(', ')}`)]);
  return task;
}

export const longestReseal = 30 * 86_400;

/** In seconds, or `undefined` for what is no duration of weeks, days, hours, minutes and seconds, or out of bounds. */
function durationSeconds(text: string): number | undefined {
  const parts = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!parts) return undefined;
  const units = [604_800, 86_400, 3600, 60, 1];
  const seconds = units.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
  return seconds >= 60 && seconds <= longestReseal ? seconds : undefined;
}

/**
 * The Region and the account in a queue's URL, in its form of today and in the one before it.
 * https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */
export function parseQueueUrl(url: string): { region: string; accountId: string } | undefined {
  const host = '(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.amazonaws\\.com(?:\\.cn)?';
  const parts = new RegExp(`^https://${host}/(\\d{12})/[\\w-]{1,80}(?:\\.fifo)?$`).exec(url);
  const [, region, before, accountId] = parts ?? [];
  const found = region ?? before;
  return found && accountId ? { region: found, accountId } : undefined;
}
