import { InvalidArgumentError } from 'commander';
import { accountIdPattern, parentIdPattern } from '../lambdas/shared/execution-input';
import { CredentialKind, credentialKinds } from '../lambdas/shared/model';

/** Values of options, each checked where it is read; commander names the option and what was received. */

export function accountId(given: string): string {
  if (!accountIdPattern.test(given)) throw new InvalidArgumentError('Allowed is a 12-digit account ID.');
  return given;
}

/** Separated by commas; the option may be given several times. */
export function accountIds(given: string, before: readonly string[] = []): string[] {
  return [...before, ...listOf(given).map(accountId)];
}

export function organizationalUnits(given: string, before: readonly string[] = []): string[] {
  const units = listOf(given);
  if (!units.every((unit) => parentIdPattern.test(unit)))
    throw new InvalidArgumentError('Allowed are IDs such as ou-ab12-cd34ef56, or the root r-ab12.');
  return [...before, ...units];
}

export function kindsOfCredentials(given: string, before: readonly CredentialKind[] = []): CredentialKind[] {
  const kinds = listOf(given).map((name) => credentialKinds.find((kind) => kind === name));
  const known = kinds.filter((kind) => kind !== undefined);
  if (known.length < kinds.length)
    throw new InvalidArgumentError(`Allowed are ${CredentialKind.options.join(', ')}.`);
  return [...before, ...known];
}

export function stateMachineArn(given: string): string {
  if (!/^arn:[\w-]+:states:[\w-]+:\d{12}:stateMachine:[^:]+$/.test(given))
    throw new InvalidArgumentError('Allowed is the ARN of a state machine.');
  return given;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export function executionName(given: string): string {
  if (!/^[\w-]{1,80}$/.test(given))
    throw new InvalidArgumentError('Allowed are 1 to 80 letters, digits, hyphens and underscores.');
  return given;
}

function listOf(given: string): string[] {
  return given.split(',').map((item) => item.trim());
}
