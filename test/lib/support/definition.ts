import { readFileSync } from 'node:fs';

export interface Retrier {
  ErrorEquals: string[];
  MaxAttempts: number;
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
  Arguments?: { FunctionName?: string; Key?: string };
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

const file = new URL('../../../lib/purge-workflow/purge-workflow.asl.json', import.meta.url);

/** The file as it stands, placeholders included. */
export const definitionText = readFileSync(file, 'utf8');

export const definition: Processor & { QueryLanguage: string } = JSON.parse(definitionText);

/** All states with their names, a map's own ones right after it. */
export function allStates({ States }: Processor): [string, State][] {
  return Object.entries(States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
  ]);
}

/** The states inside this map. */
export function childrenOf(map: string): Processor {
  const processor = definition.States[map]?.ItemProcessor;
  if (!processor) throw new Error(`The definition has no map ${map}.`);
  return processor;
}

/** Where it goes from `StartAt` when nothing fails and no Choice has to be made. */
export function happyPath({ StartAt, States }: Processor): string[] {
  const path: string[] = [];
  for (let name: string | undefined = StartAt; name; name = States[name]?.Next) path.push(name);
  return path;
}
