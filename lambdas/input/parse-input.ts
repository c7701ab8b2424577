import * as z from 'zod/mini';
import { InvalidInputError } from '../skeleton/errors';
import { type InputProblem, problemAt } from './input-problems';
import { valueAt } from './value-at';

/**
 * What the console puts into an input by itself, and nobody means anything by: its example's comment, and the mark of
 * an execution that another one started.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-nested-workflows.html
 */
const ofTheConsole = ['Comment', 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID'];

function withoutConsoleFields(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([key]) => !ofTheConsole.includes(key)));
}

/** An execution input as its schema says. @throws InvalidInputError naming every wrong field, and what is allowed */
export function parseInput<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodMiniObject<Shape>,
  given: unknown,
) {
  const input = withoutConsoleFields(given);
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  const fields = Object.keys(schema.shape).join(', ');
  throw new InvalidInputError(parsed.error.issues.flatMap((issue) => describe(issue, input, fields)));
}

function describe(issue: z.core.$ZodIssue, input: unknown, fields: string): InputProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [key],
      what: `not a field of the input; allowed: ${fields}`,
    }));
  }
  const allowed = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
  return [problemAt(issue.path, valueAt(input, issue.path), allowed)];
}
