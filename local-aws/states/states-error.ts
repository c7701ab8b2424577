/**
 * What a state fails with: an error name that Retry and Catch match on, empty where nobody gave one, and a cause in words
 * (or JSON text).
 */
export class StatesError extends Error {
  override readonly name: string;
  override readonly cause?: string;

  constructor(name: string, cause?: string) {
    super(cause === undefined ? name : `${name}: ${cause}`);
    this.name = name;
    this.cause = cause;
  }
}

/** Any thrown value as the error a state failed with; what is no StatesError nobody foresaw: States.Runtime. */
export function asStatesError(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown;
  return new StatesError('States.Runtime', thrown instanceof Error ? thrown.message : String(thrown));
}

/**
 * Whether an ErrorEquals list names the error. States.Runtime always fails the execution; States.TaskFailed is a wildcard
 * for everything but States.Timeout
 * (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html). That page also says that
 * States.ALL does not catch States.DataLimitExceeded, but executions recorded on AWS say that it does; here it does.
 */
export function matchesError(errorEquals: readonly string[], error: StatesError): boolean {
  if (error.name === 'States.Runtime') return false;
  return errorEquals.some(
    (name) =>
      name === error.name ||
      name === 'States.ALL' ||
      (name === 'States.TaskFailed' && error.name !== 'States.Timeout'),
  );
}
