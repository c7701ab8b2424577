/**
 * The parts of the ARN of a state machine, `arn:aws:states:eu-west-1:111111111111:stateMachine:Name`, that others are
 * derived from.
 */
export interface StateMachineArn {
  /** Up to the account, with a trailing colon. */
  prefix: string;
  region: string;
  name: string;
}

/**
 * Takes the ARN of a state machine apart.
 * @throws Error where it is none
 */
export function parseStateMachineArn(arn: string): StateMachineArn {
  const [, prefix, region, name] = /^(arn:[^:]+:states:([^:]+):[^:]+:)stateMachine:(.+)$/.exec(arn) ?? [];
  if (!prefix || !region || !name) throw new Error(`${arn} is not the ARN of a state machine`);
  return { prefix, region, name };
}

/** The ARN of an execution of a Standard state machine, by its name. */
export function executionArn({ prefix, name }: StateMachineArn, execution: string): string {
  return `${prefix}execution:${name}:${execution}`;
}

/** The ARN of an execution of an Express state machine, by its name and its ID. */
export function expressExecutionArn(
  { prefix, name }: StateMachineArn,
  execution: string,
  id: string,
): string {
  return `${prefix}express:${name}:${execution}:${id}`;
}

/** Puts the ARN of a state machine together again. */
export function stateMachineArn({ prefix, name }: StateMachineArn): string {
  return `${prefix}stateMachine:${name}`;
}

/** What a Distributed Map's children run: named after their parent and the Map's label. */
export function childStateMachine(parent: StateMachineArn, label: string): StateMachineArn {
  return { ...parent, name: `${parent.name}/${label}` };
}

/** The ARN of a Map Run of a state machine, by its ID. */
export function mapRunArn({ prefix, name }: StateMachineArn, id: string): string {
  return `${prefix}mapRun:${name}:${id}`;
}
