import { randomUUID } from 'node:crypto';
import type { DescribeExecutionOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import type { Execution, ExecutionResult } from './asl/engine';
import { AwsError } from './aws-error';
import type { Clock } from './clock';
import type { Json } from './json';
import type { Executions } from './states';

export interface StartedExecution extends Execution {
  readonly input: Json;
}

export interface StartedExecutionsOptions {
  readonly stateMachineArn: string;
  /** Starts an execution of the state machine, whatever its name. */
  readonly launch: (name: string, input: Json) => Execution;
  /** Names that executions before this process had. @default none */
  readonly isTaken?: (name: string) => boolean;
  readonly onStart?: (execution: StartedExecution) => void;
  readonly clock: Clock;
}

interface Entry {
  readonly execution: StartedExecution;
  readonly startDate: Date;
  result?: ExecutionResult;
}

/** The executions of one state machine, under StartExecution's rules; names are never free again here. */
export class StartedExecutions implements Executions {
  readonly #options: StartedExecutionsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: StartedExecutionsOptions) {
    this.#options = options;
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
    const execution = { ...this.#options.launch(name, input), input };
    const entry: Entry = { execution, startDate: this.#options.clock.now() };
    this.#entries.set(execution.arn, entry);
    execution.result.then((result) => {
      entry.result = result;
    });
    this.#options.onStart?.(execution);
    return entry;
  }

  describe(executionArn: string): DescribeExecutionOutput {
    const { execution, startDate, result } = this.#find(executionArn);
    return {
      executionArn,
      stateMachineArn: this.#options.stateMachineArn,
      name: execution.name,
      status: result?.status ?? 'RUNNING',
      startDate,
      stopDate: result?.stopDate,
      input: JSON.stringify(execution.input),
      ...(result?.status === 'SUCCEEDED' && { output: JSON.stringify(result.output) }),
    };
  }

  history(executionArn: string): readonly HistoryEvent[] {
    return this.#find(executionArn).execution.history;
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
