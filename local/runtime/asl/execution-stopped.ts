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
