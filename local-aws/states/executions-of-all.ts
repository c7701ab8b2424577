import type { Principal } from '../iam/principal';
import type { Json } from '../json';
import { AwsError } from '../wire/aws-error';
import type { ExecutionReads } from './execution-reads';
import type { StartedExecution, StartedExecutions } from './executions';
import type { Executions } from './step-functions-api';

/** Told of an execution that somebody started: what StartExecution was asked and has answered. */
export type OnStarted = (
  by: Principal,
  request: { stateMachineArn: string; input: string; name?: string },
  response: { executionArn: string; startDate: Date },
) => void;

/** The executions of several state machines, each found by its ARN. */
export class ExecutionsOfAll implements Executions, ExecutionReads {
  readonly #all: readonly StartedExecutions[];
  readonly #onStarted: OnStarted;

  constructor(all: readonly StartedExecutions[], onStarted: OnStarted = () => undefined) {
    this.#all = all;
    this.#onStarted = onStarted;
  }

  /** Starts one of a state machine, as StartExecution does; `input` is JSON. */
  start(stateMachineArn: string, input: string, name?: string, by?: Principal) {
    const started = this.#ofMachine(stateMachineArn).start(stateMachineArn, input, name);
    if (by) this.#onStarted(by, { stateMachineArn, input, name }, started);
    return started;
  }

  /**
   * Like `start`, for this process itself.
   * @throws AwsError `ExecutionAlreadyExists`, `InvalidName`, `StateMachineDoesNotExist` …
   */
  launch(stateMachineArn: string, name: string, input: Json, by?: Principal): StartedExecution {
    const { executionArn } = this.start(stateMachineArn, JSON.stringify(input), name, by);
    return this.execution(executionArn);
  }

  stop(executionArn: string, error?: string, cause?: string) {
    return this.#of(executionArn).stop(executionArn, error, cause);
  }

  redrive(executionArn: string) {
    return this.#of(executionArn).redrive(executionArn);
  }

  list(stateMachineArn: string) {
    return this.#all.map((each) => each.list(stateMachineArn)).find((found) => found !== undefined);
  }

  mapRun(mapRunArn: string) {
    return this.#all.map((each) => each.mapRun(mapRunArn)).find((found) => found !== undefined);
  }

  describe(executionArn: string) {
    return this.#of(executionArn).describe(executionArn);
  }

  history(executionArn: string) {
    return this.#of(executionArn).history(executionArn);
  }

  /** The execution itself, running or not. */
  execution(executionArn: string): StartedExecution {
    return this.#of(executionArn).execution(executionArn);
  }

  #ofMachine(stateMachineArn: string): StartedExecutions {
    const executions = this.#all.find((each) => each.stateMachineArn === stateMachineArn);
    if (executions) return executions;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  }

  #of(executionArn: string): StartedExecutions {
    const stateMachineArn = executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, '');
    const executions = this.#all.find((each) => each.stateMachineArn === stateMachineArn);
    if (!executions)
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return executions;
  }
}
