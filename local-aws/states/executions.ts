import { randomUUID } from 'node:crypto';
import type {
  DescribeExecutionOutput,
  DescribeMapRunOutput,
  ExecutionListItem,
  HistoryEvent,
} from '@aws-sdk/client-sfn';
import type { Clock } from '../clock';
import type { Json } from '../json';
import { AwsError } from '../wire/aws-error';
import type { Execution, ExecutionOptions, ExecutionResult, ProgressEvent } from './engine';
import type { ExecutionReads } from './execution-reads';
import { KeptForRedrive } from './kept-for-redrive';
import type { Redrive } from './main-run';
import { MapRunCounts } from './map-run-counts';
import type { Executions } from './step-functions-api';

/** An execution that was started, with its input. */
export interface StartedExecution extends Execution {
  readonly input: Json;
}

/** How the executions of one state machine are started. */
export interface StartedExecutionsOptions {
  readonly stateMachineArn: string;
  /** Starts an execution of the state machine, whatever its name, and tells what happens in it. */
  readonly launch: (name: string, input: Json, going: Going) => Execution;
  /** Whether what RedriveExecution needs is kept of each. @default false */
  readonly isRedrivable?: boolean;
  /** Names that executions before this process had. @default none */
  readonly isTaken?: (name: string) => boolean;
  readonly onStart?: (execution: StartedExecution) => void;
  readonly clock: Clock;
}

/** How an execution goes, and from where. */
interface Going extends Pick<ExecutionOptions, 'journal' | 'redrive'> {
  readonly onEvent: (event: ProgressEvent) => void;
}

interface Entry {
  readonly execution: StartedExecution;
  readonly startDate: Date;
  readonly mapRuns: MapRunCounts;
  readonly kept?: KeptForRedrive;
  readonly redrives: number;
  result?: ExecutionResult;
}

/** The executions of one state machine, under StartExecution's rules; names are never free again here. */
export class StartedExecutions implements Executions, ExecutionReads {
  readonly #options: StartedExecutionsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: StartedExecutionsOptions) {
    this.#options = options;
  }

  get stateMachineArn(): string {
    return this.#options.stateMachineArn;
  }

  /**
   * Rejects with `InvalidName`, `InvalidExecutionInput`, `StateMachineDoesNotExist`, or `ExecutionAlreadyExists`;
   * the same name with the same input while it runs is the same execution (AWS Step Functions API Reference,
   * "StartExecution").
   */
  start(
    stateMachineArn: string,
    input: string,
    name: string = randomUUID(),
  ): { executionArn: string; startDate: Date } {
    if (stateMachineArn !== this.#options.stateMachineArn)
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    const { execution, startDate } = this.#start(name, parseInput(input));
    return { executionArn: execution.arn, startDate };
  }

  /** Like `start`, for this process itself. */
  launch(name: string, input: Json): StartedExecution {
    return this.#start(name, input).execution;
  }

  #start(name: string, input: Json): Entry {
    if (!isName(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
    const existing = [...this.#entries.values()].find(({ execution }) => execution.name === name);
    if (existing) return sameExecution(existing, input);
    if (this.#options.isTaken?.(name)) throw alreadyExists(name);
    const kept = this.#options.isRedrivable ? new KeptForRedrive() : undefined;
    const going = { startDate: this.#options.clock.now(), mapRuns: new MapRunCounts(), kept, redrives: 0 };
    return this.#launch(name, input, going);
  }

  #launch(name: string, input: Json, going: Omit<Entry, 'execution' | 'result'>, redrive?: Redrive): Entry {
    const { mapRuns, kept } = going;
    const options = { onEvent: mapRuns.onEvent, journal: kept, redrive };
    const execution = { ...this.#options.launch(name, input, options), input };
    const entry: Entry = { ...going, execution };
    this.#entries.set(execution.arn, entry);
    execution.result.then((result) => {
      entry.result = result;
    });
    this.#options.onStart?.(execution);
    return entry;
  }

  /** Ends a running execution as ABORTED; one that has ended stays as it is. */
  stop(executionArn: string, error?: string, cause?: string): { stopDate: Date } {
    const { execution, result } = this.#find(executionArn);
    if (!result) execution.stop(error, cause);
    return { stopDate: result?.stopDate ?? this.#options.clock.now() };
  }

  /**
   * Goes on with an execution that did not succeed, at the state in which it ended.
   * @throws AwsError ExecutionNotRedrivable, as RedriveExecution answers
   */
  redrive(executionArn: string): { redriveDate: Date } {
    const { execution, result, kept, redrives, ...going } = this.#find(executionArn);
    const { name, input, history } = execution;
    const count = redrives + 1;
    const redrive = kept?.redrive(count, { startDate: going.startDate, history });
    if (!result || result.status === 'SUCCEEDED' || !redrive)
      throw new AwsError(
        'ExecutionNotRedrivable',
        `Execution is ${result?.status ?? 'RUNNING'} and cannot be redriven`,
      );
    this.#launch(name, input, { ...going, kept, redrives: count }, redrive);
    return { redriveDate: this.#options.clock.now() };
  }

  describe(executionArn: string): DescribeExecutionOutput {
    const entry = this.#find(executionArn);
    const { execution, result, redrives } = entry;
    return {
      ...this.#listed(entry),
      ...(redrives > 0 && { redriveCount: redrives }),
      input: JSON.stringify(execution.input),
      ...(result?.status === 'SUCCEEDED'
        ? { output: JSON.stringify(result.output) }
        : { error: result?.error, cause: result?.cause }),
    };
  }

  list(stateMachineArn: string): ExecutionListItem[] | undefined {
    if (stateMachineArn !== this.#options.stateMachineArn) return undefined;
    return [...this.#entries.values()].map((entry) => this.#listed(entry)).reverse();
  }

  mapRun(mapRunArn: string): DescribeMapRunOutput | undefined {
    for (const { execution, mapRuns } of this.#entries.values()) {
      const found = mapRuns.describe(execution, mapRunArn);
      if (found) return found;
    }
    return undefined;
  }

  #listed({ execution, startDate, result }: Entry): ExecutionListItem & DescribeExecutionOutput {
    return {
      executionArn: execution.arn,
      stateMachineArn: this.#options.stateMachineArn,
      name: execution.name,
      status: result?.status ?? 'RUNNING',
      startDate,
      stopDate: result?.stopDate,
    };
  }

  history(executionArn: string): readonly HistoryEvent[] {
    return this.#find(executionArn).execution.history;
  }

  /** The execution itself, running or not. */
  execution(executionArn: string): StartedExecution {
    return this.#find(executionArn).execution;
  }

  #find(executionArn: string): Entry {
    const entry = this.#entries.get(executionArn);
    if (!entry) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return entry;
  }
}

function sameExecution(entry: Entry, input: Json): Entry {
  const { execution, result } = entry;
  if (!result && JSON.stringify(execution.input) === JSON.stringify(input)) return entry;
  throw alreadyExists(execution.arn);
}

function alreadyExists(execution: string): AwsError {
  return new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${execution}'`);
}

/** 1 to 80 characters, without white space, brackets, wildcards, control and special characters. */
function isName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a name may not have.
  return /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/.test(name);
}

function parseInput(input: string): Json {
  try {
    return JSON.parse(input);
  } catch {
    throw new AwsError('InvalidExecutionInput', "Invalid State Machine Execution Input: 'not JSON'");
  }
}
