import { isRegion, regionRule } from '../../../lambdas/input/region';
import type { JsonObject } from '../../../local-aws';
import { type Given, readChoice, readTextOption, type Suits } from '../../options/option-values';
import type { CloudOptions } from './run-request';

/** The options for the caller's own organization as commander gives them, before anything is checked. */
export type GivenCloudOptions = { purge?: true } & Partial<
  Record<'cloud' | 'resume' | 'approver' | 'profile' | 'region', Given>
>;

/** What was said on the command line, by the option's long name without its dashes. */
type IsGiven = (option: string) => boolean;

const simulatedOnly = ['accounts', 'seed', 'trouble', 'event', 'task', 'latency', 'faults'];
const cloudOnly = ['purge', 'resume', 'approver', 'profile', 'region'];
const saidBefore = ['purge', 'input', 'list', 'concurrency', 'approver'];

/** The problem of a purge that nobody is there to approve: nothing real is deleted because somebody forgot an option. */
export const sayWhoApproves =
  '--approve: received nothing, and this is no terminal to ask in; allowed is ask (the link goes to stderr), all or none';

/**
 * What the options say of the caller's own organization; undefined where it is a simulated one. `problems` is told of
 * what is wrong with them, and of options that are for the other kind of organization.
 */
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
  const text = (name: 'resume' | 'approver' | 'profile' | 'region', allowed: string, suits?: Suits) => {
    const value = given[name];
    return value === undefined ? undefined : readTextOption(problems, `--${name}`, value, allowed, suits);
  };
  const resume = text('resume', 'the name of a run, as it is below the folder of the runs', /^[\w.-]+$/);
  if (resume !== undefined)
    for (const option of saidBefore.filter(isGiven))
      problems.push(`--${option}: received together with --resume; the run goes on as it was asked for`);
  return {
    kind: 'cloud',
    purge: given.purge === true,
    resume,
    approver: text('approver', 'an email address', /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/),
    profile: text('profile', 'the name of a profile'),
    region: text('region', regionRule, isRegion),
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
