import type * as z from 'zod/mini';
import type { Json, JsonObject } from '../json';
import { parseFields } from './definition-error';
import type { Machine, State } from './state';

/** What a state type needs to know about its surroundings while the definition is checked. */
export interface Surroundings {
  state: string;
  /** Express executions cannot wait for a token. */
  express: boolean;
  /** Checks a Map's ItemProcessor. */
  parseProcessor(processor: Json): { machine: Machine; kind: ProcessorKind };
}

/** An INLINE processor runs in its Map's execution; the others are a Distributed Map's children. */
export type ProcessorKind = 'INLINE' | 'EXPRESS' | 'STANDARD';

/** A state type: the fields it may have, and what it does. */
export interface StateType {
  compile(definition: JsonObject, surroundings: Surroundings): State['run'];
}

/** A state type from a strict schema of its fields and a function that prepares a state of it to run. */
export function stateType<Fields>(
  schema: z.ZodMiniType<Fields>,
  prepare: (fields: Fields, surroundings: Surroundings) => State['run'],
): StateType {
  return {
    compile: (definition, surroundings) =>
      prepare(parseFields(schema, definition, surroundings.state), surroundings),
  };
}
