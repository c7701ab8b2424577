import { isRegion, regionRule } from '../../../lambdas/input/region';
import type { JsonObject } from '../../../local-aws';
import type { ReadFile } from '../../options/file-options';
import { type Given, readTextOption, readWholeNumber, type Suits } from '../../options/option-values';
import { executionRequest, flagOf, taskRequest } from '../../options/requested-input';
import { UsageError } from '../../options/usage-error';
import { readFailOn, type WorkOptions } from '../../options/work-options';
import { readApproveOption, sayWhoApproves } from './approve-option';
import type { CloudOptions, PurgeWork, RunRequest } from './run-request';

/** The options of `root-purge run`, as commander gives them; nothing of them is checked yet. */
export interface RunOptions extends WorkOptions {
  approve?: string;
  approver?: string;
  concurrency?: string;
  resume?: string;
  folder: string;
  profile?: string;
  region?: string;
  json?: true;
  color: boolean;
}

/** A run in the caller's own organization, as it was asked for. */
export interface CloudRequest extends RunRequest {
  readonly organization: CloudOptions;
  readonly work: PurgeWork | { readonly kind: 'task'; readonly task: JsonObject };
}

/** Where the options are read. */
interface Surroundings {
  /** A person is at the terminal. */
  readonly interactive: boolean;
  readonly readFile: ReadFile;
}

/** What `root-purge run` is asked for. @throws UsageError naming everything that is wrong with the options */
export function readRunOptions(options: RunOptions, { interactive, readFile }: Surroundings): CloudRequest {
  const { approve, concurrency, folder, json = false, color } = options;
  const problems = besideResume(options);
  const { input: whole, list } = executionRequest(problems, options, readFile);
  const input = withMode(problems, list?.inputWithoutList ?? whole, options);
  const task = taskRequest(problems, options, readFile);
  const approval = readApproveOption(problems, approve, { interactive, otherwise: 'none', isTask: !!task });
  if ((options.purge || task) && approve === undefined && !interactive) problems.push(sayWhoApproves);
  const request: CloudRequest = {
    organization: readOrganization(problems, options),
    work: task ? { kind: 'task', task } : { kind: 'purge', input, list },
    approval,
    concurrency: concurrency === undefined ? undefined : accountsAtATime(problems, concurrency),
    failOn: readFailOn(problems, options, input),
    folder: readTextOption(problems, '--folder', folder, 'a path'),
    display: { json, color },
  };
  if (problems.length > 0) throw new UsageError(problems, 'root-purge run');
  return request;
}

/** How many accounts are worked on at a time, as `--concurrency` says. */
export const accountsAtATime = (problems: string[], given: Given) =>
  readWholeNumber(problems, '--concurrency', given, 1, 10_000);

/** What a run that goes on was asked for with. */
const saidBefore = [
  ...(['list', 'accounts', 'ou', 'exclude', 'credentials', 'reason', 'input', 'task', 'failOn'] as const),
  ...(['purge', 'concurrency', 'approver'] as const),
];

function besideResume(options: RunOptions): string[] {
  if (options.resume === undefined) return [];
  return saidBefore
    .filter((option) => options[option] !== undefined)
    .map(
      (option) => `${flagOf(option)}: received together with --resume; the run goes on as it was asked for`,
    );
}

/** The execution input: that of an audit, unless --purge asks for more. */
function withMode(problems: string[], input: JsonObject, { purge }: RunOptions): JsonObject {
  const mode = purge ? 'purge' : 'audit';
  if ('mode' in input && input.mode !== mode) {
    const otherwise = purge ? 'is received together with --purge' : 'has to be said with --purge';
    const wanted = input.mode === 'rehearsal' ? ofDeployedApp : otherwise;
    problems.push(`--input: mode ${JSON.stringify(input.mode)} ${wanted}`);
  }
  return { ...input, mode };
}

const ofDeployedApp = 'is for the deployed app, whose approvers it asks: npx root-purge start --rehearsal';

function readOrganization(problems: string[], options: RunOptions): CloudOptions {
  const text = (name: 'resume' | 'approver' | 'profile' | 'region', allowed: string, suits?: Suits) => {
    const value = options[name];
    return value === undefined ? undefined : readTextOption(problems, `--${name}`, value, allowed, suits);
  };
  return {
    kind: 'cloud',
    purge: options.purge === true,
    resume: text('resume', 'the name of a run, as it is below the folder of the runs', /^[\w.-]+$/),
    approver: text('approver', 'an email address', /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/),
    profile: text('profile', 'the name of a profile'),
    region: text('region', regionRule, isRegion),
  };
}
