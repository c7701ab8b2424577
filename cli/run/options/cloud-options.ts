import type { JsonObject } from '../../../local-aws';
import type { Given } from '../../options/option-values';
import { readChoice, readTextOption } from '../../options/option-values';

/** A run against the caller's own organization. */
export interface CloudOptions {
  /** Not only an audit; of a run that is gone on with, nobody says it again. */
  readonly purge: boolean;
  /** The run to go on with. */
  readonly resume?: string;
  /** An email address, for the record. */
  readonly approver?: string;
  readonly profile?: string;
  readonly region?: string;
}

export interface GivenCloudOptions {
  cloud?: Given;
  purge?: true;
  resume?: Given;
  approver?: Given;
  profile?: Given;
  region?: Given;
}

/** What was said on the command line, by the option's long name without its dashes. */
type IsGiven = (option: string) => boolean;

const simulatedOnly = ['accounts', 'seed', 'trouble', 'event', 'task', 'latency', 'faults'];
const cloudOnly = ['purge', 'resume', 'approver', 'profile', 'region'];
const saidBefore = ['purge', 'input', 'list', 'concurrency', 'approver'];

/** Undefined where the organization is a simulated one. */
export function readCloudOptions(
  problems: string[],
  given: GivenCloudOptions,
  isGiven: IsGiven,
): CloudOptions | undefined {
  if (given.cloud === undefined) {
    for (const option of cloudOnly.filter(isGiven))
      problems.push(`--${option}: received without --cloud; it is for your own organization (--cloud aws)`);
    return undefined;
  }
  readChoice(problems, '--cloud', given.cloud, ['aws']);
  for (const option of simulatedOnly.filter(isGiven))
    problems.push(`--${option}: received together with --cloud; it is for a simulated organization`);
  const text = (name: 'resume' | 'approver' | 'profile' | 'region', allowed: string, pattern?: RegExp) => {
    const value = given[name];
    return value === undefined ? undefined : readTextOption(problems, `--${name}`, value, allowed, pattern);
  };
  const resume = text('resume', 'the name of a run, as it is below the folder of the runs', /^[\w.-]+$/);
  if (resume !== undefined)
    for (const option of saidBefore.filter(isGiven))
      problems.push(`--${option}: received together with --resume; the run goes on as it was asked for`);
  return {
    purge: given.purge === true,
    resume,
    approver: text('approver', 'an email address', /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/),
    profile: text('profile', 'the name of a profile'),
    region: text('region', 'a Region such as eu-west-1', /^[a-z]{2}(-[a-z]+)+-\d$/),
  };
}

/** The execution input of a run in the caller's own organization: an audit, unless --purge asks for more. */
export function withMode(problems: string[], input: JsonObject, { purge, resume }: CloudOptions): JsonObject {
  if (resume !== undefined) return {};
  const mode = purge ? 'purge' : 'audit';
  if ('mode' in input && input.mode !== mode) {
    const wanted = purge ? 'is received together with --purge' : 'has to be said with --purge';
    problems.push(`--input: mode ${JSON.stringify(input.mode)} ${wanted}`);
  }
  return { ...input, mode };
}
