import * as z from 'zod/mini';
import { InvalidInputError } from './errors';
import { CredentialKind, credentialKinds, Mode } from './model';

const accountIdRule = 'a 12-digit account ID as a string';
const accountIdPattern = /^\d{12}$/;
const accountIds = z
  .array(
    z.string(accountIdRule).check(z.regex(accountIdPattern, accountIdRule)),
    'a list of 12-digit account IDs',
  )
  .check(z.minLength(1, 'at least one account ID, or leave the field out for every active member account'));
const ouRule = 'an organizational unit ID such as ou-ab12-cd34ef56, or the root r-ab12';

/** Execution input. Everything is optional; `{}` is every active member account. Unknown fields are refused. */
export const ExecutionInput = z.strictObject(
  {
    accounts: z.optional(accountIds),
    accountsFile: z.optional(
      z
        .string('an s3:// URI')
        .check(z.regex(/^s3:\/\/[^/]+\/.+$/, 'an s3:// URI such as s3://bucket/input/account_id.list')),
    ),
    organizationalUnits: z.optional(
      z
        .array(
          z.string(ouRule).check(z.regex(/^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/, ouRule)),
        )
        .check(z.minLength(1, 'at least one ID, or leave the field out')),
    ),
    exclude: z.optional(
      z.array(
        z.string(accountIdRule).check(z.regex(accountIdPattern, accountIdRule)),
        'a list of account IDs',
      ),
    ),
    mode: z._default(Mode, 'purge'),
    credentials: z._default(
      z.array(CredentialKind, 'a list of credential kinds').check(z.minLength(1, 'at least one kind')),
      [...credentialKinds],
    ),
    reason: z.optional(z.string('a text').check(z.maxLength(1000, 'at most 1,000 characters'))),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'a JSON object' : undefined) },
);
export type ExecutionInput = z.infer<typeof ExecutionInput>;

const allowedFields = Object.keys(ExecutionInput.shape).join(', ');

/** @throws InvalidInputError naming every wrong field, the value received and what is allowed */
export function parseExecutionInput(input: unknown): ExecutionInput {
  const parsed = z.safeParse(ExecutionInput, input);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(parsed.error.issues.flatMap((issue) => describe(issue, input)));
}

function describe(issue: z.core.$ZodIssue, input: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key}: not a field of the input; allowed: ${allowedFields}`);
  }
  const allowed = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message;
  return [`${fieldName(issue.path)}: received ${shown(valueAt(input, issue.path))}; allowed: ${allowed}`];
}

function fieldName(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>((name, key) => {
      if (typeof key === 'number') return `${name}[${key}]`;
      return name ? `${name}.${String(key)}` : String(key);
    }, '') || 'input'
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/**
 * The account IDs of a list file: one a line; blank lines, `#` comments, surrounding spaces, a byte order mark and
 * CRLF are fine. `source` names the file in the error.
 * @throws InvalidInputError naming every bad line
 */
export function parseAccountList(text: string, source: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, id: line.replace(/#.*/, '').trim() }))
    .filter(({ id }) => id !== '');
  const bad = lines.filter(({ id }) => !accountIdPattern.test(id));
  if (bad.length > 0) {
    throw new InvalidInputError(
      bad.map(
        ({ number, id }) => `${source} line ${number}: received ${shown(id)}; allowed: a 12-digit account ID`,
      ),
    );
  }
  if (lines.length === 0) throw new InvalidInputError([`${source}: lists no account ID`]);
  return lines.map(({ id }) => id);
}
