import * as z from 'zod/mini';
import { InvalidInputError } from './errors';
import { valueAt } from './value-at';

/** @throws InvalidInputError naming every wrong field, the value received and what is allowed */
export function parseInput<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodMiniObject<Shape>,
  input: unknown,
) {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  const fields = Object.keys(schema.shape).join(', ');
  throw new InvalidInputError(parsed.error.issues.flatMap((issue) => describe(issue, input, fields)));
}

function describe(issue: z.core.$ZodIssue, input: unknown, fields: string): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key}: not a field of the input; allowed: ${fields}`);
  }
  const allowed = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
  return [problem(fieldName(issue.path), valueAt(input, issue.path), allowed)];
}

/** For instance `accounts[0]: received "12"; allowed: a 12-digit account ID`. */
export function problem(field: string, received: unknown, allowed: string): string {
  return `${field}: received ${shown(received)}; allowed: ${allowed}`;
}

function fieldName(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>((name, key) => {
      if (typeof key === 'number') return `${name}[${key}]`;
      return name ? `${name}.${String(key)}` : String(key);
    }, '') || 'input'
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
