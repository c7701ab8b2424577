/** ARNs that Step Functions derives from a state machine's ARN, `arn:aws:states:eu-west-1:111111111111:stateMachine:Name`. */
export interface StateMachineArn {
  /** Up to the account, with a trailing colon. */
  prefix: string;
  region: string;
  name: string;
}

export function parseStateMachineArn(arn: string): StateMachineArn {
  const [, prefix, region, name] = /^(arn:[^:]+:states:([^:]+):[^:]+:)stateMachine:(.+)$/.exec(arn) ?? [];
  if (!prefix || !region || !name) throw new Error(`${arn} is not the ARN of a state machine`);
  return { prefix, region, name };
}

export function executionArn({ prefix, name }: StateMachineArn, execution: string): string {
  return `${prefix}execution:${name}:${execution}`;
}

export function expressExecutionArn(
  { prefix, name }: StateMachineArn,
  execution: string,
  id: string,
): string {
  return `${prefix}express:${name}:${execution}:${id}`;
}

export function stateMachineArn({ prefix, name }: StateMachineArn): string {
  return `${prefix}stateMachine:${name}`;
}

/** What a Distributed Map's children run: named after their parent and the Map's label. */
export function childStateMachine(parent: StateMachineArn, label: string): StateMachineArn {
  return { ...parent, name: `${parent.name}/${label}` };
}

export function mapRunArn({ prefix, name }: StateMachineArn, id: string): string {
  return `${prefix}mapRun:${name}:${id}`;
}
