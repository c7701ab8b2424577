import { parseExecutionInput } from '../../../lambdas/input/execution-input';
import { type FaultRule, FaultSpecError, type JsonObject, parseFaultSpec } from '../../../local-aws';
import {
  inputProblems,
  jsonRule,
  type ReadFile,
  readEvent,
  readJsonOption,
  readList,
} from '../../options/file-options';
import { type Given, readChoice, readTextOption, readWholeNumber } from '../../options/option-values';
import { describeUnknown } from '../../options/unknown-options';
import { UsageError } from '../../options/usage-error';
import { type ApprovalOptions, waysToApprove } from '../../terminal/approval-notice';
import { type GivenCloudOptions, readCloudOptions, sayWhoApproves, withMode } from './cloud-options';
import { type CommandName, createCommand, npmStart, simulatedDefaults } from './command';
import { helpOf } from './command-help';
import type { CloudOptions, RunRequest, Work } from './run-request';
import { readTask } from './task-option';

/** As commander gives them, before anything is checked. */
type GivenOptions = GivenCloudOptions &
  Record<'accounts' | 'seed' | 'latency' | 'input', Given> &
  Partial<Record<'list' | 'event' | 'task' | 'approve' | 'concurrency' | 'faults' | 'folder', Given>> &
  Record<'trouble' | 'json' | 'color', boolean> & { help?: true };
type NumberOption = 'accounts' | 'seed' | 'latency' | 'concurrency';

/** Help was asked for; the message is the help text. */
export class HelpRequestedError extends Error {
  override readonly name = 'HelpRequestedError';
}

interface Surroundings {
  /** A person is at the terminal. */
  interactive: boolean;
  readFile: ReadFile;
  /** How the command was called. @default `npm start` */
  called?: CommandName;
}

/** What was given, what is wrong with it so far, and where more of it is read. */
interface Reading {
  readonly given: GivenOptions;
  readonly problems: string[];
  /** Whether an option, by its long name without its dashes, was said on the command line. */
  readonly isGiven: (option: string) => boolean;
  readonly cloud: CloudOptions | undefined;
  readonly readFile: ReadFile;
}

/**
 * Reads the options of `npm start` or `root-purge run`.
 * @throws UsageError naming everything that is wrong with them
 * @throws HelpRequestedError after `--help`
 */
export function parseOptions(
  argv: string[],
  { interactive, readFile, called = npmStart }: Surroundings,
): RunRequest {
  const command = createCommand(called);
  const { operands, unknown } = command.parseOptions(argv);
  const given: GivenOptions = {
    ...simulatedDefaults,
    ...(called.isCloudOnly && { cloud: 'aws' }),
    ...command.opts<Omit<GivenOptions, keyof typeof simulatedDefaults>>(),
  };
  if (given.help) throw new HelpRequestedError(helpOf(command, called));
  const longNames = command.options.flatMap(({ long }) => long ?? []);
  const problems = describeUnknown([...operands, ...unknown], longNames);
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  const cloud = readCloudOptions(problems, given, isGiven);
  const request = readRequest({ given, problems, isGiven, cloud, readFile }, interactive);
  if (problems.length > 0) throw new UsageError(problems, called.name);
  return request;
}

/** In the order in which its problems are told. */
function readRequest(reading: Reading, interactive: boolean): RunRequest {
  const { given, problems, cloud } = reading;
  const number = (name: NumberOption, min: number, max: number) =>
    readWholeNumber(problems, `--${name}`, given[name] ?? true, min, max);
  const input = readInput(reading);
  const accounts = number('accounts', 1, 100_000);
  const seed = number('seed', 0, 2 ** 32 - 1);
  const work = readWork(reading, input);
  const approval = readApproval(reading, interactive);
  const latency = number('latency', 0, 60_000);
  const concurrency = given.concurrency === undefined ? undefined : number('concurrency', 1, 10_000);
  const faults = given.faults === undefined ? undefined : readFaults(problems, given.faults);
  const { trouble, folder = '.root-purge', json, color } = given;
  return {
    organization: cloud ?? { kind: 'simulated', accounts, seed, trouble, latency, faults },
    work,
    approval,
    concurrency,
    folder: readTextOption(problems, '--folder', folder, 'a path'),
    display: { json, color },
  };
}

function readInput({ given, problems, cloud, readFile }: Reading): JsonObject {
  const asGiven = readJsonOption(problems, '--input', given.input, jsonRule, readFile);
  const input = cloud ? withMode(problems, asGiven, cloud) : asGiven;
  problems.push(...inputProblems('--input', () => parseExecutionInput(input)));
  return input;
}

function readWork({ given, problems, isGiven, cloud, readFile }: Reading, input: JsonObject): Work {
  const list = given.list === undefined ? undefined : readList(problems, given.list, readFile);
  const event = given.event === undefined ? undefined : readEvent(problems, given.event, readFile);
  const task = readTask(problems, given, isGiven, readFile);
  if (list && 'accountsFile' in input)
    problems.push('--list: received together with accountsFile in --input; allowed is one list file');
  if (event && !cloud && (list || Object.keys(input).length > 0))
    problems.push('--event: received together with --input or --list; an event brings its own input');
  if (task !== undefined) return { kind: 'task', task };
  return event ? { kind: 'event', event } : { kind: 'purge', input, list };
}

function readApproval({ given, problems, cloud }: Reading, interactive: boolean): ApprovalOptions {
  const otherwise = interactive ? 'ask' : cloud ? 'none' : 'all';
  const approve = readChoice(problems, '--approve', given.approve ?? otherwise, waysToApprove);
  const approveIsDefault = given.approve === undefined;
  if (approve === 'each' && !interactive)
    problems.push('--approve: received "each", which asks in a terminal, and this is none');
  if (cloud?.purge && approveIsDefault && !interactive) problems.push(sayWhoApproves);
  return { approve, approveIsDefault };
}

function readFaults(problems: string[], given: Given): FaultRule[] {
  if (given === true) {
    problems.push('--faults: received nothing; allowed is for instance throttle:AssumeRoot=8,reset:iam@5%');
    return [];
  }
  try {
    return parseFaultSpec(given);
  } catch (error) {
    if (!(error instanceof FaultSpecError)) throw error;
    problems.push(`--faults: ${error.message}`);
    return [];
  }
}
