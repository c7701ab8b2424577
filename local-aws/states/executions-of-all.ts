import { AwsError } from '../wire/aws-error';
import type { StartedExecution, StartedExecutions } from './executions';
import type { Executions } from './states';

/** The executions of several state machines, each found by its ARN. */
export class ExecutionsOfAll implements Executions {
  readonly #all: readonly StartedExecutions[];

  constructor(all: readonly StartedExecutions[]) {
    this.#all = all;
  }

  start(stateMachineArn: string, input: string, name?: string) {
    const executions = this.#all.find((each) => each.stateMachineArn === stateMachineArn);
    if (!executions)
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    return executions.start(stateMachineArn, input, name);
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

  #of(executionArn: string): StartedExecutions {
    const stateMachineArn = executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, '');
    const executions = this.#all.find((each) => each.stateMachineArn === stateMachineArn);
    if (!executions)
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return executions;
  }
}
