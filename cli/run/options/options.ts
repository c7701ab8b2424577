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
import { takeOnce } from '../../options/given-once';
import { type Given, readTextOption, readWholeNumber } from '../../options/option-values';
import { describeUnknown } from '../../options/unknown-options';
import { UsageError } from '../../options/usage-error';
import { readApproveOption } from './approve-option';
import { createCommand, simulatedDefaults } from './command';
import { helpOf } from './command-help';
import type { RunRequest, SimulatedOptions, Work } from './run-request';
import { readTask } from './task-option';

/** As commander gives them, before anything is checked. */
type GivenOptions = Record<'accounts' | 'seed' | 'latency' | 'input', Given> &
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
  /** In columns. @default 100 */
  helpWidth?: number;
}

/** What was given, what is wrong with it so far, and where more of it is read. */
interface Reading {
  readonly given: GivenOptions;
  readonly problems: string[];
  /** Whether an option, by its long name without its dashes, was said on the command line. */
  readonly isGiven: (option: string) => boolean;
  readonly readFile: ReadFile;
}

/**
 * Reads the options of `npm start`.
 * @throws UsageError naming everything that is wrong with them
 * @throws HelpRequestedError after `--help`
 */
export function parseOptions(
  argv: string[],
  { interactive, readFile, helpWidth = 100 }: Surroundings,
): RunRequest<SimulatedOptions> {
  const twice: string[] = [];
  const command = takeOnce(createCommand(helpWidth), (problem) => twice.push(problem));
  const { operands, unknown } = command.parseOptions(argv);
  const given: GivenOptions = {
    ...simulatedDefaults,
    ...command.opts<Omit<GivenOptions, keyof typeof simulatedDefaults>>(),
  };
  if (given.help) throw new HelpRequestedError(helpOf(command, helpWidth));
  const longNames = command.options.flatMap(({ long }) => long ?? []);
  const problems = [...describeUnknown([...operands, ...unknown], longNames), ...twice];
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  const request = readRequest({ given, problems, isGiven, readFile }, interactive);
  if (problems.length > 0) throw new UsageError(problems);
  return request;
}

/** In the order in which its problems are told. */
function readRequest(reading: Reading, interactive: boolean): RunRequest<SimulatedOptions> {
  const { given, problems } = reading;
  const number = (name: NumberOption, min: number, max: number) =>
    readWholeNumber(problems, `--${name}`, given[name] ?? true, min, max);
  const input = readInput(reading);
  const accounts = number('accounts', 1, 100_000);
  const seed = number('seed', 0, 2 ** 32 - 1);
  const work = readWork(reading, input);
  const isTask = work.kind === 'task';
  const approval = readApproveOption(problems, given.approve, { interactive, otherwise: 'all', isTask });
  const latency = number('latency', 0, 60_000);
  const concurrency = given.concurrency === undefined ? undefined : number('concurrency', 1, 10_000);
  const faults = given.faults === undefined ? undefined : readFaults(problems, given.faults);
  const { trouble, folder = '.root-purge', json, color } = given;
  return {
    organization: { kind: 'simulated', accounts, seed, trouble, latency, faults },
    work,
    approval,
    concurrency,
    failOn: [],
    folder: readTextOption(problems, '--folder', folder, 'a path'),
    display: { json, color },
  };
}

function readInput({ given, problems, readFile }: Reading): JsonObject {
  const input = readJsonOption(problems, '--input', given.input, jsonRule, readFile);
  problems.push(...inputProblems('--input', () => parseExecutionInput(input)));
  return input;
}

function readWork({ given, problems, isGiven, readFile }: Reading, input: JsonObject): Work {
  const list = given.list === undefined ? undefined : readList(problems, given.list, readFile);
  const event = given.event === undefined ? undefined : readEvent(problems, given.event, readFile);
  const task = readTask(problems, given, isGiven, readFile);
  if (list && 'accountsFile' in input)
    problems.push('--list: received together with accountsFile in --input; allowed is one list file');
  if (event && (list || Object.keys(input).length > 0))
    problems.push('--event: received together with --input or --list; an event brings its own input');
  if (task !== undefined) return { kind: 'task', task };
  return event ? { kind: 'event', event } : { kind: 'purge', input, list };
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
