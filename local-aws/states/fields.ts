import * as z from 'zod/mini';
import type { Json } from '../json';
import { isExpression } from './jsonata';

/** The pieces that the schemas of the state types are made of. */

/** The schema of a field that may hold any JSON. */
export const json: z.ZodMiniType<Json> = z.json();

/** The schema of a field that holds a JSON object. */
export const jsonObject = z.record(z.string(), json);

/** The schema of a field that must be a JSONata expression: `{% … %}`. */
export const expression = z.string().check(z.refine(isExpression, 'must be a JSONata expression: {% … %}'));

const MOST_SECONDS = 99_999_999;

/** The schema of a whole number, or of an expression for one. */
export const integerOrExpression = z.union([z.int(), expression]);

/** The schema of a number, or of an expression for one. */
export const numberOrExpression = z.union([z.number(), expression]);

/** The fields that a state of every type may have. */
export const common = {
  Type: z.string(),
  Comment: z.optional(z.string()),
  QueryLanguage: z.optional(z.literal('JSONata')),
};

const variables = z.record(
  z.string().check(z.regex(/^(?!states$)[A-Za-z_][A-Za-z0-9_]{0,79}$/, 'is not a variable name')),
  json,
);

/** The field Output of what a state may end with. */
export const output = { Output: z.optional(json) };

/** The field Assign, whose names are variables. */
export const assign = { Assign: z.optional(variables) };

/** The fields that say what comes after a state; that there is exactly one of them is checked with the graph. */
export const next = { Next: z.optional(z.string()), End: z.optional(z.literal(true)) };

const errorEquals = z.array(z.string()).check(z.minLength(1));

const retrier = z.strictObject({
  ErrorEquals: errorEquals,
  IntervalSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(MOST_SECONDS))),
  MaxAttempts: z.optional(z.int().check(z.minimum(0), z.maximum(MOST_SECONDS))),
  BackoffRate: z.optional(z.number().check(z.minimum(1))),
  MaxDelaySeconds: z.optional(z.int().check(z.minimum(1), z.maximum(31_622_400))),
  JitterStrategy: z.optional(z.enum(['FULL', 'NONE'])),
  Comment: z.optional(z.string()),
});

const catcher = z.strictObject({
  ErrorEquals: errorEquals,
  Next: z.string(),
  ...assign,
  ...output,
  Comment: z.optional(z.string()),
});

/** States.ALL must stand alone, and in the last of the list. */
function statesAllIsAloneAndLast(list: { ErrorEquals: string[] }[]): boolean {
  return list.every(
    ({ ErrorEquals }, index) =>
      !ErrorEquals.includes('States.ALL') || (ErrorEquals.length === 1 && index === list.length - 1),
  );
}

const aloneAndLast = 'States.ALL must stand alone, in the last of them';

/** The fields Retry and Catch of a state that may fail. */
export const errorHandling = {
  Retry: z.optional(z.array(retrier).check(z.refine(statesAllIsAloneAndLast, aloneAndLast))),
  Catch: z.optional(z.array(catcher).check(z.refine(statesAllIsAloneAndLast, aloneAndLast))),
};

/** The fields that every state has that works, and so may fail: Task and Map. */
export const work = { ...common, ...next, ...assign, ...output, ...errorHandling };
