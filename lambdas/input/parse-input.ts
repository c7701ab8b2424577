import * as z from 'zod/mini';
import { InvalidInputError } from '../skeleton/errors';
import { type InputProblem, problemAt } from './input-problems';
import { valueAt } from './value-at';

/** An execution input as its schema says. @throws InvalidInputError naming every wrong field, and what is allowed */
export function parseInput<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodMiniObject<Shape>,
  input: unknown,
) {
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
