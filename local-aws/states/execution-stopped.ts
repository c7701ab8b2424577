import { asStatesError, type StatesError } from './states-error';

/** Why an execution was stopped or interrupted. No Retrier and no Catcher of a state gets to see it. */
export class ExecutionStopped extends Error {
  override readonly name = 'ExecutionStopped';
  readonly error?: string;
  override readonly cause?: string;

  constructor(error?: string, cause?: string) {
    super('The execution was stopped');
    this.error = error;
    this.cause = cause;
  }
}

/** The error that a state failed with. @throws on what says that the execution was stopped, interrupted or timed out */
export function stateError(thrown: unknown, signal: AbortSignal): StatesError {
  signal.throwIfAborted();
  if (thrown instanceof ExecutionStopped) throw thrown;
  return asStatesError(thrown);
}
