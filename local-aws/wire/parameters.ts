import { AwsError } from './aws-error';

/** Parameters by name: strings in the Query protocol (`TaskPolicyArn.arn`), JSON values in the JSON protocol. */
export type Parameters = Record<string, unknown>;

/** A parameter as text, or undefined where it is missing or empty. */
export function optional(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/**
 * A parameter that must be there.
 * @throws AwsError ValidationError
 */
export function required(parameters: Parameters, name: string): string {
  const value = optional(parameters, name);
  if (value !== undefined) return value;
  throw validationError(
    `Value null at '${member(name)}' failed to satisfy constraint: Member must not be null`,
  );
}

/**
 * A parameter that is a whole number within bounds, or what it is `otherwise`.
 * @throws AwsError ValidationError
 */
export function wholeNumber(
  parameters: Parameters,
  name: string,
  bounds: { minimum: number; maximum: number; otherwise: number },
): number {
  const text = optional(parameters, name);
  if (text === undefined) return bounds.otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= bounds.minimum && value <= bounds.maximum) return value;
  throw validationError(
    `Value '${text}' at '${member(name)}' failed to satisfy constraint: ` +
      `Member must be a whole number from ${bounds.minimum} to ${bounds.maximum}`,
  );
}

/**
 * For an operation whose answer is one page here, whatever these parameters of paging would say.
 * @throws AwsError ValidationError
 */
export function assertOnePage(parameters: Parameters, names: readonly string[]): void {
  const given = names.find((name) => optional(parameters, name) !== undefined);
  if (given) throw validationError(`'${given}' is not supported: there is one page`);
}

/** The error of a parameter that fails a constraint, in AWS's words. */
export const validationError = (detail: string) =>
  new AwsError('ValidationError', `1 validation error detected: ${detail}`);

const member = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
