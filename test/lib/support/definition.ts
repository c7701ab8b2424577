import { readDefinition } from '../../../lib/state-machine-definition';

export interface Retrier {
  ErrorEquals: string[];
  MaxAttempts: number;
  IntervalSeconds?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: string;
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  Output?: unknown;
}

/** What the tests look at in a state of the definition. */
export interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Arguments?: { FunctionName?: string; Key?: string; Payload?: unknown };
  TimeoutSeconds?: string;
  Next?: string;
  Output?: unknown;
  Retry?: Retrier[];
  Catch?: Catcher[];
  Choices?: { Condition: string; Next: string }[];
  Default?: string;
  ItemProcessor?: Processor & { ProcessorConfig: unknown };
}

export interface Processor {
  StartAt: string;
  States: Record<string, State>;
}

export interface Definition extends Processor {
  QueryLanguage: string;
}

/** What Step Functions gets, but for the placeholders. */
export const definitionText = textOf('purge-workflow/purge-workflow');
export const tasksDefinitionText = textOf('privileged-tasks/privileged-tasks');

export const definition: Definition = JSON.parse(definitionText);
export const tasksDefinition: Definition = JSON.parse(tasksDefinitionText);

function textOf(name: string): string {
  return readDefinition(new URL(`../../../lib/${name}.asl.yaml`, import.meta.url));
}

/** All states with their names, a map's own ones right after it. */
export function allStates({ States }: Processor): [string, State][] {
  return Object.entries(States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
  ]);
}

/** The states inside this map. */
export function childrenOf(map: string, { States }: Processor = definition): Processor {
  const processor = States[map]?.ItemProcessor;
  if (!processor) throw new Error(`The definition has no map ${map}.`);
  return processor;
}

/** Where it goes from `StartAt` when nothing fails and no Choice has to be made. */
export function happyPath({ StartAt, States }: Processor): string[] {
  const path: string[] = [];
  for (let name: string | undefined = StartAt; name; name = States[name]?.Next) path.push(name);
  return path;
}

/** The tasks that invoke a Lambda, and those that do anything else. */
export function tasksOf(definition: Processor) {
  const tasks = allStates(definition).filter(([, { Type }]) => Type === 'Task');
  const isInvoked = ([, { Resource = '' }]: (typeof tasks)[number]) => invoke.test(Resource);
  return { invoked: tasks.filter(isInvoked), others: tasks.filter((task) => !isInvoked(task)) };
}

const invoke = /^arn:\$\{Partition\}:states:::lambda:invoke(\.waitForTaskToken)?$/;
