import { parseExecutionInput } from '../../../lambdas/run/execution-input';
import type { FaultRule, JsonObject } from '../../../local-aws';
import {
  describeUnknown,
  type Given,
  inputProblems,
  jsonRule,
  readChoice,
  readEvent,
  readJsonOption,
  readList,
  readTextOption,
  readWholeNumber,
  UsageError,
} from '../../options/option-values';
import { type CloudOptions, type GivenCloudOptions, readCloudOptions, withMode } from './cloud-options';
import {
  type CommandName,
  createCommand,
  longNames,
  npmStart,
  similarOption,
  simulatedDefaults,
} from './command';
import { helpOf } from './command-help';
import { readFaults } from './read-faults';
import { readTask, type TaskOption } from './task-option';

const approvals = ['all', 'none', 'ask', 'each'] as const;

/** How a run on this machine was asked for. */
export interface Options {
  /** How many member accounts the simulated organization has. */
  accounts: number;
  seed: number;
  /** The simulated organization also has accounts that fail. */
  trouble: boolean;
  /** Execution input. */
  input: JsonObject;
  /** A local list of account IDs, one a line. */
  list?: { path: string; text: string };
  /** An EventBridge event, which starts what the rules of the app say. */
  event?: JsonObject;
  /** A privileged task, instead of a purge. */
  task?: TaskOption;
  approve: (typeof approvals)[number];
  /** Nobody said how to approve. */
  approveIsDefault: boolean;
  /** Milliseconds added to every simulated AWS call. */
  latency: number;
  /** `MaxConcurrency` of the maps, where it is not the workflow's own. */
  concurrency?: number;
  /** What goes wrong on demand. */
  faults?: FaultRule[];
  /** The caller's own organization, not a simulated one. */
  cloud?: CloudOptions;
  /** Where the files of the runs go. */
  folder: string;
  json: boolean;
  /** `false` after `--no-color`; what a stream can show is for `describeOutput` to say. */
  color: boolean;
}

/** As commander gives them, before anything is checked. */
interface GivenOptions extends GivenCloudOptions {
  accounts: Given;
  seed: Given;
  trouble: boolean;
  input: Given;
  list?: Given;
  event?: Given;
  task?: Given;
  approve?: Given;
  latency: Given;
  concurrency?: Given;
  faults?: Given;
  folder?: Given;
  json: boolean;
  color: boolean;
  help?: true;
}
type NumberOption = 'accounts' | 'seed' | 'latency' | 'concurrency';

/** Nothing of a real organization is deleted because somebody forgot that nobody is there to ask. */
export const sayWhoApproves =
  '--approve: received nothing, and this is no terminal to ask in; allowed is ask (the link goes to stderr), all or none';

/** Help was asked for; the message is the help text. */
export class HelpRequestedError extends Error {
  override readonly name = 'HelpRequestedError';
}

interface Surroundings {
  /** A person is at the terminal. */
  interactive: boolean;
  /** The text of a file; throws when it cannot be read. */
  readFile(path: string): string;
  /** How the command was called. @default `npm start` */
  called?: CommandName;
}

/**
 * Reads the command line of `npm start` or `root-purge run`: its options alone.
 *
 * @throws UsageError, naming everything that is wrong with it
 * @throws HelpRequestedError, after `--help`
 */
export function parseOptions(
  argv: string[],
  { interactive, readFile, called = npmStart }: Surroundings,
): Options {
  const command = createCommand(called);
  const { operands, unknown } = command.parseOptions(argv);
  const given: GivenOptions = {
    ...simulatedDefaults,
    ...(called.isCloudOnly && { cloud: 'aws' }),
    ...command.opts<Omit<GivenOptions, keyof typeof simulatedDefaults>>(),
  };
  if (given.help) throw new HelpRequestedError(helpOf(command, called));

  const problems = describeUnknown([...operands, ...unknown], longNames(command), (argument) =>
    similarOption(called, argument),
  );
  const number = (name: NumberOption, min: number, max: number) =>
    readWholeNumber(problems, `--${name}`, given[name] ?? true, min, max);
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  const cloud = readCloudOptions(problems, given, isGiven);
  const approve = given.approve ?? (interactive ? 'ask' : cloud ? 'none' : 'all');
  const givenInput = readJsonOption(problems, '--input', given.input, jsonRule, readFile);
  const input = cloud ? withMode(problems, givenInput, cloud) : givenInput;
  problems.push(...inputProblems('--input', () => parseExecutionInput(input)));
  const options: Options = {
    accounts: number('accounts', 1, 100_000),
    seed: number('seed', 0, 2 ** 32 - 1),
    trouble: given.trouble,
    input,
    list: given.list === undefined ? undefined : readList(problems, given.list, readFile),
    event: given.event === undefined ? undefined : readEvent(problems, given.event, readFile),
    task: readTask(problems, given, isGiven, readFile),
    approve: readChoice(problems, '--approve', approve, approvals),
    approveIsDefault: given.approve === undefined,
    latency: number('latency', 0, 60_000),
    concurrency: given.concurrency === undefined ? undefined : number('concurrency', 1, 10_000),
    faults: given.faults === undefined ? undefined : readFaults(problems, given.faults),
    cloud,
    folder:
      given.folder === undefined
        ? '.root-purge'
        : readTextOption(problems, '--folder', given.folder, 'a path'),
    json: given.json,
    color: given.color,
  };
  if (options.list && 'accountsFile' in options.input) {
    problems.push('--list: received together with accountsFile in --input; allowed is one list file');
  }
  if (options.event && (options.list || Object.keys(givenInput).length > 0)) {
    problems.push('--event: received together with --input or --list; an event brings its own input');
  }
  if (options.approve === 'each' && !interactive)
    problems.push('--approve: received "each", which asks in a terminal, and this is none');
  if (cloud?.purge && options.approveIsDefault && !interactive) problems.push(sayWhoApproves);
  if (problems.length > 0) throw new UsageError(problems, called.name);
  return options;
}
