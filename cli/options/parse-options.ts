import { InvalidArgumentError } from 'commander';
import { accountIdPattern } from '../../lambdas/input/execution-input';
import { isRegion, regionRule } from '../../lambdas/input/region';
import { CommandError } from '../command-error';
import { readTextOption } from './option-values';

/** An account ID as commander reads it. @throws InvalidArgumentError, to which commander adds the option */
export function parseAccountId(given: string): string {
  if (!accountIdPattern.test(given)) throw new InvalidArgumentError('Allowed is a 12-digit account ID.');
  return given;
}

/** A list separated by commas, as commander reads it; the option may be given several times. */
export function parseList(given: string, before: readonly string[] = []): string[] {
  return [...before, ...given.split(',').map((item) => item.trim())];
}

/** Tells `problems` where `--region` is given and is no Region. */
export function checkRegion(problems: string[], { region }: { region?: string }): void {
  if (region !== undefined) readTextOption(problems, '--region', region, regionRule, isRegion);
}

/** @throws CommandError where `--region` is given and is no Region */
export function assertRegion(options: { region?: string }): void {
  const problems: string[] = [];
  checkRegion(problems, options);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}

/** Tells `problems` where `--state-machine` is given and is no ARN of a state machine. */
export function checkStateMachine(problems: string[], { stateMachine }: { stateMachine?: string }): void {
  if (stateMachine === undefined) return;
  const pattern = /^arn:[\w-]+:states:[\w-]+:\d{12}:stateMachine:[^:]+$/;
  readTextOption(problems, '--state-machine', stateMachine, 'the ARN of a state machine', pattern);
}
