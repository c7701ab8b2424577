import * as z from 'zod/mini';
import { peopleAmong } from '../lambdas/approval/persons';
import { whyNothingToPurge } from '../lambdas/input/region';
import { longestReseal } from '../lambdas/tasks/allow-password-recovery/reseal-after';
import { bytesInJson, Context, list } from './config-schema';

/**
 * Something in the configuration is wrong; the message names every wrong key, the value received and what is allowed.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Values by the names of their keys. */
export type Values = Readonly<Record<string, unknown>>;

/** A file with keys of the configuration and nothing else in it. */
export interface ConfigurationFile {
  readonly path: string;
  readonly values: Values;
}

/**
 * The configuration as its schema says: from the context of the CDK, where `undefined` is as good as no value, and from
 * a file.
 * @throws ConfigError naming every wrong key
 */
export function parseContext(given: Values, file?: ConfigurationFile): Context {
  const context = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const all = { ...file?.values, ...context };
  const parsed = z.safeParse(Context, all);
  const problems = [
    ...unknownKeys(context),
    ...(file ? [...unknownInFile(file), ...saidTwice(file, context)] : []),
    ...(parsed.error?.issues.flatMap((issue) => problemsOf(issue, all)) ?? []),
    ...(parsed.success ? [...contradictions(parsed.data), ...approvalProblems(parsed.data)] : []),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  const lines = problems.map((problem) => `- ${problem}`).join('\n');
  throw new ConfigError(
    `The configuration (root-purge.json, or context: cdk.json, -c key=value) is not valid.\n${lines}`,
  );
}

const known = Object.keys(Context.shape);

/** A misspelt key would be ignored silently. The CDK's own keys all have a colon, a slash or a hyphen in them. */
function unknownKeys(given: Values): string[] {
  return Object.keys(given)
    .filter((key) => /^\w+$/.test(key) && !known.includes(key))
    .map((key) => `${key}: not a key of this app; allowed: ${known.join(', ')} (~/.cdk.json is read, too)`);
}

function unknownInFile({ path, values }: ConfigurationFile): string[] {
  return Object.keys(values)
    .filter((key) => !known.includes(key))
    .map((key) => `${key}: in ${path}, and not a key of this app; allowed: ${known.join(', ')}`);
}

/** Nobody has to know which one would win. */
function saidTwice({ path, values }: ConfigurationFile, context: Values): string[] {
  return known
    .filter((key) => key in values && key in context)
    .map(
      (key) =>
        `${key}: received ${JSON.stringify(values[key])} in ${path}, and ${JSON.stringify(context[key])} as context (cdk.json, cdk.context.json, ~/.cdk.json, -c); allowed: one of them`,
    );
}

/** What is allowed for itself, and not together. */
function contradictions({
  organizationEvents,
  account,
  region,
  runRetentionDays,
  objectLock,
  approvalTimeoutHours,
  approvers,
  signIn,
}: Context): string[] {
  const missing = Object.entries({ account, region }).filter(([, value]) => value === undefined);
  const problems = organizationEvents
    ? missing.map(
        ([key]) =>
          `${key}: received nothing; organizationEvents needs the ${key} that this app is deployed to`,
      )
    : [];
  const regions = { region, 'organizationEvents.controlTowerRegion': organizationEvents?.controlTowerRegion };
  for (const [key, value] of Object.entries(regions)) {
    const why = value && whyNothingToPurge(value);
    if (why) problems.push(`${key}: received ${JSON.stringify(value)}; ${why}`);
  }
  const asked = approvers.map((email) => email.toLowerCase());
  for (const email of Object.keys(signIn?.approvers ?? {}))
    if (!asked.includes(email.toLowerCase()))
      problems.push(`signIn.approvers: received ${JSON.stringify(email)}; allowed: addresses of approvers`);
  // Of a privileged task with two approvals, its own and that of the purge when its time is over.
  const longestRun = Math.ceil(2 * (approvalTimeoutHours / 24) + longestReseal / 86_400);
  const longest = Math.max(longestRun + 1, objectLock?.days ?? 0);
  if (runRetentionDays !== undefined && runRetentionDays < longest)
    problems.push(
      `runRetentionDays: received ${runRetentionDays}; allowed: at least ${longest}, a day more than a run may take (${longestRun}) and no less than objectLock.days`,
    );
  return problems;
}

/** In bytes: RequestApproval is told all of them, beside what else it is told. */
const approvalLimit = 2800;

/** Where two people may have to approve, there have to be two, and a function has to be told of all of them. */
function approvalProblems({ approvers, approvals, requester, people }: Context): string[] {
  const key = approvals.required > 1 ? 'approvals.required' : requester && 'requester';
  if (!key) return [];
  const received = approvals.required > 1 ? approvals.required : JSON.stringify(requester);
  const count = peopleAmong(approvers, { required: 2, people });
  const bytes = Buffer.byteLength(approvers.join(',')) + bytesInJson(people);
  return [
    ...(count < 2
      ? [
          `${key}: received ${received}, and approvers are ${count} person; allowed: approvers who are at least two people (addresses with the same part before the @ count as one person's)`,
        ]
      : []),
    ...(bytes > approvalLimit
      ? [
          `people: received ${bytes} bytes with approvers; allowed: at most ${approvalLimit} in all, with ${key}`,
        ]
      : []),
  ];
}

/** For instance `approvers[1]: received "bob"; allowed: an email address`. */
function problemsOf(issue: z.core.$ZodIssue, context: Values): string[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${nameOf([...path, key])}: not a key of this app`);
  const received = JSON.stringify(valueAt(path, context)) ?? 'nothing';
  const allowed = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
  return [`${nameOf(path)}: received ${received}; allowed: ${allowed}`];
}

function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

/** The value as it was given. Text stands for the list that its commas make, or for the one field that it is about. */
function valueAt(path: readonly PropertyKey[], context: Values): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value === 'string' && typeof key === 'string') return value;
    const container = typeof key === 'number' ? list(value) : value;
    return typeof container === 'object' && container !== null ? Reflect.get(container, key) : undefined;
  }, context);
}
