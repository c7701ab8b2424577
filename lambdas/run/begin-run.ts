import type * as z from 'zod/mini';
import { problem } from '../input/input-problems';
import { InvalidInputError } from '../skeleton/errors';
import { type RunStore, requireJson } from './run-store';
import { writeOnce } from './write-once';

/**
 * Writes the object that a run begins with, or gives the one that an earlier try of this execution wrote. The name of
 * an execution is free again 90 days after its end, and what another one left under it, a decision for instance, must
 * not be taken for this one's; the start time tells them apart.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (`name`)
 * @throws InvalidInputError where the store has a run of another execution
 */
export async function beginRun<Begun extends { run: string; startedAt: string }>(
  store: RunStore,
  key: string,
  schema: z.ZodMiniType<Begun>,
  begun: Begun,
): Promise<Begun> {
  if (await writeOnce(store, key, JSON.stringify(begun))) return begun;
  const stored = await requireJson(store, key, schema);
  if (stored.startedAt === begun.startedAt) return stored;
  const rule = `one that no run in the run store has; there is ${key} of a run that started at ${stored.startedAt}`;
  throw new InvalidInputError([problem('name of the execution', begun.run, rule)]);
}
