import type { Case } from '../case';
import { answeredTasks } from './functions';
import { notMocked } from './mock-config';

/** Who answers for functions: nobody, the endpoint's mocks, or a Lambda endpoint here that it calls. */
export type Functions = 'none' | 'mocks' | 'lambda';

/** What there is for a case to run on. */
export interface Abilities {
  functions: Functions;
  /** Seconds that a case may take. */
  patience: number;
}

/** What a case needs that is not there; undefined where it can run. */
export function missing(example: Case, { functions, patience }: Abilities): string | undefined {
  if (example.published) return 'a topic that tells what was published';
  if (example.random !== undefined) return 'chance that is held';
  if (atTime.test(JSON.stringify(example.definition))) return 'a clock that is held';
  if ((example.seconds ?? 0) > patience) return `${example.seconds} seconds (--patience ${patience})`;
  return missingAnswers(example, functions);
}

/** Executions start at a day of their own here. */
const atTime = /"Timestamp":"2026-01-31T09:00:[^0]/;

function missingAnswers(example: Case, functions: Functions): string | undefined {
  const mocksOther = Object.keys(example.tasks ?? {}).length > 0;
  const asksFunctions = JSON.stringify([example.definition, example.stateMachines]).includes(
    ':lambda:invoke',
  );
  if (!mocksOther && !asksFunctions) return undefined;
  if (functions === 'mocks') {
    if (answeredTasks(example).length === 0) return 'a function that a nested execution calls';
    return mocksOther && example.objectsAfter ? 'objects behind a mock' : notMocked(example);
  }
  if (mocksOther) return 'a service that fails on demand';
  return functions === 'none' ? 'functions' : undefined;
}
