import { Duration } from 'aws-cdk-lib';
import type { Node } from 'constructs';
import * as z from 'zod/mini';

const list = (value: unknown) =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
const number = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value);
const concurrencyRule = 'a whole number from 1 to 10000';
/** An execution ends after 365 days, expired approval and report included. Service quotas of Step Functions. */
const timeoutRule = 'a number of hours from 1 to 8736 (52 weeks)';
const once = (emails: readonly string[]) =>
  new Set(emails.map((email) => email.toLowerCase())).size === emails.length;

/** What the app can be told, as context in `cdk.json` or with `-c key=value` (there, lists separated by commas). */
const Context = z.object({
  approvers: z.pipe(
    z.transform(list),
    z
      .array(z.email('an email address'), 'a list of email addresses')
      .check(z.minLength(1, 'at least one email address'), z.refine(once, 'each email address once')),
  ),
  approvalTimeoutHours: z.pipe(
    z.transform((value) => number(value ?? 72)),
    z.number(timeoutRule).check(z.gte(1, timeoutRule), z.lte(8736, timeoutRule)),
  ),
  concurrency: z.pipe(
    z.transform((value) => number(value ?? 20)),
    z.int(concurrencyRule).check(z.gte(1, concurrencyRule), z.lte(10_000, concurrencyRule)),
  ),
});

export interface Config {
  /** Who is asked, each by an email with a link of their own. */
  readonly approvers: readonly string[];
  /** How long they have. @default 72 hours */
  readonly approvalTimeout: Duration;
  /** How many accounts are worked on at a time. @default 20 */
  readonly concurrency: number;
}

/** The only reader of context. @throws Error naming every wrong key, the value received and what is allowed */
export function readConfig(node: Node): Config {
  const context = Object.fromEntries(Object.keys(Context.shape).map((key) => [key, node.tryGetContext(key)]));
  const parsed = z.safeParse(Context, context);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => problemOf(issue, context));
    throw new Error(
      `The configuration (context in cdk.json, or -c key=value) is not valid.\n${problems.join('\n')}`,
    );
  }
  const { approvalTimeoutHours, ...config } = parsed.data;
  return { ...config, approvalTimeout: Duration.minutes(Math.round(approvalTimeoutHours * 60)) };
}

/** For instance `- approvers[1]: received "bob"; allowed: an email address`. */
function problemOf({ path: [key = '', index], message }: z.core.$ZodIssue, context: Record<string, unknown>) {
  const value = context[String(key)];
  const items = list(value);
  const [where, received] =
    typeof index === 'number' && Array.isArray(items)
      ? [`${String(key)}[${index}]`, items[index]]
      : [String(key), value];
  return `- ${where}: received ${JSON.stringify(received) ?? 'nothing'}; allowed: ${message}`;
}
