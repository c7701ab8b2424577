import type { Json } from '../json';
import { AwsError } from '../wire/aws-error';
import type { ExecutionReads } from './execution-reads';
import type { StartedExecution, StartedExecutions } from './executions';
import type { Executions } from './step-functions-api';

/** The executions of several state machines, each found by its ARN. */
export class ExecutionsOfAll implements Executions, ExecutionReads {
  readonly #all: readonly StartedExecutions[];

  constructor(all: readonly StartedExecutions[]) {
    this.#all = all;
  }

  /** Starts one of a state machine, as StartExecution does; `input` is JSON. */
  start(stateMachineArn: string, input: string, name?: string) {
    return this.#ofMachine(stateMachineArn).start(stateMachineArn, input, name);
  }

  /**
   * Like `start`, for this process itself.
   * @throws AwsError `ExecutionAlreadyExists`, `InvalidName`, `StateMachineDoesNotExist` …
   */
  launch(stateMachineArn: string, name: string, input: Json): StartedExecution {
    return this.#ofMachine(stateMachineArn).launch(name, input);
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
