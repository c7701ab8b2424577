import type * as z from 'zod/mini';
import type { Json } from '../json';

/** A definition that Step Functions would refuse or this engine does not support; nothing has run. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

/**
 * Parses the fields of a definition by a schema.
 * @throws DefinitionError that names `where` and every wrong field
 */
export function parseFields<Fields>(schema: z.ZodMiniType<Fields>, fields: Json, where: string): Fields {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw new DefinitionError(`${where}: ${parsed.error.issues.map(describe).join('; ')}`);
}

function describe(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('/');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `field ${path ? `${path}/` : ''}${key} is not supported`).join('; ');
  }
  return `field ${path || '(all)'}: ${issue.message}`;
}
