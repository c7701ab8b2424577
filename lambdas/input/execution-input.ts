import * as z from 'zod/mini';
import { hasVisibleText } from '../report/visible-text';
import { CredentialKind, credentialKinds, Mode } from '../run/model';
import { accountField, startedByField } from './input-fields';
import { parseInput } from './parse-input';

/** Matches an account ID: 12 digits. */
export const accountIdPattern = /^\d{12}$/;
const accountIds = z
  .array(accountField, 'a list of 12-digit account IDs')
  .check(z.minLength(1, 'at least one account ID, or leave the field out for every active member account'));
/**
 * Matches the ID of an organizational unit or of the root (AWS Organizations API Reference, "ListAccountsForParent",
 * ParentId).
 */
const parentIdPattern = /^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/;
const taskRule = 'the run of a privileged task, such as task-recovery';
const reasonRule = 'a text that can be seen, or leave the field out';
const ouRule = 'an organizational unit ID such as ou-ab12-cd34ef56, or the root r-ab12';

/** The input of a purge or audit: all optional, `{}` is every active member account, unknown fields are refused. */
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
        .array(z.string(ouRule).check(z.regex(parentIdPattern, ouRule)))
        .check(z.minLength(1, 'at least one ID, or leave the field out')),
    ),
    exclude: z.optional(z.array(accountField, 'a list of account IDs')),
    mode: z._default(Mode, 'purge'),
    credentials: z._default(
      z.array(CredentialKind, 'a list of credential kinds').check(z.minLength(1, 'at least one kind')),
      [...credentialKinds],
    ),
    reseals: z.optional(z.string(taskRule).check(z.regex(/^task-./, taskRule))),
    reason: z.optional(
      z
        .string(reasonRule)
        .check(z.refine(hasVisibleText, reasonRule), z.maxLength(1000, 'at most 1,000 characters')),
    ),
    startedBy: startedByField,
  },
  'a JSON object',
);
export type ExecutionInput = z.infer<typeof ExecutionInput>;

/**
 * The input of an execution that purges or audits, with its defaults.
 * @throws InvalidInputError naming every wrong field, the value received and what is allowed
 */
export function parseExecutionInput(input: unknown): ExecutionInput {
  return parseInput(ExecutionInput, input);
}
