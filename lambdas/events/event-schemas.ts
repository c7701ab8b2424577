import * as z from 'zod/mini';
import { AccountId, CredentialKind, Mode } from '../run/model';
import { Outcome } from '../run/report-shapes';
import { TaskOutcome } from '../tasks/shapes';

/** What each event says, beside what is its own. A field may be added under the same version; none changes its meaning. */
const common = {
  version: z.literal('1'),
  run: z.string(),
  /** Whether somebody should look: what goes to a chat. */
  attention: z.boolean(),
  /** For people, in a line and in a few. */
  title: z.string(),
  description: z.string(),
};

/** The name of the privileged task that an approval is for; none for a purge or a rehearsal. */
const ofTask = { task: z.optional(z.string()) };

/** The accounts that are told by ID: the first twenty, worst first. */
const inAccounts = {
  credentials: z.number(),
  accounts: z.number(),
  worst: z.array(
    z.object({
      accountId: AccountId,
      credentials: z.array(
        z.object({ kind: CredentialKind, id: z.string(), createdAt: z.optional(z.string()) }),
      ),
    }),
  ),
};

/** The detail of each event of this app, by its detail type. The source of all is `root-credential-purge`. */
export const eventSchemas = {
  'Run Started': z.strictObject({ ...common, mode: Mode, accounts: z.number() }),
  'Task Started': z.strictObject({ ...common, task: z.string(), accounts: z.number() }),
  'Approval Requested': z.strictObject({
    ...common,
    ...ofTask,
    planDigest: z.string(),
    /** To be deleted: none by a privileged task. */
    credentials: z.number(),
  }),
  'Approval Decided': z.strictObject({
    ...common,
    ...ofTask,
    decision: z.enum(['APPROVED', 'REJECTED', 'EXPIRED', 'NOT_ASKED']),
    decidedBy: z.nullable(z.string()),
    accounts: z.number(),
  }),
  'Account Purged': z.strictObject({
    ...common,
    accountId: AccountId,
    deleted: z.number(),
    failed: z.number(),
  }),
  'Account Not Purged': z.strictObject({
    ...common,
    accountId: AccountId,
    deleted: z.number(),
    failed: z.number(),
  }),
  'Root Credentials Found': z.strictObject({ ...common, ...inAccounts, recentlyUsed: z.number() }),
  'Root Credentials Back': z.strictObject({ ...common, ...inAccounts }),
  'Run Finished': z.strictObject({
    ...common,
    mode: Mode,
    /** Whether every targeted account is accounted for: the execution ends `SUCCEEDED`. */
    settled: z.boolean(),
    outcomes: z.record(Outcome, z.number()),
    /** An `s3://` URI. */
    report: z.string(),
  }),
  'Task Finished': z.strictObject({
    ...common,
    task: z.string(),
    /** Whether no target failed, is unknown, or stayed open beyond its time: the execution ends `SUCCEEDED`. */
    settled: z.boolean(),
    outcomes: z.record(TaskOutcome, z.number()),
    /** An `s3://` URI. */
    report: z.string(),
  }),
} as const;

/** The detail type of an event. */
export type EventName = keyof typeof eventSchemas;
/** The detail of an event. */
export type EventDetail<Name extends EventName> = z.infer<(typeof eventSchemas)[Name]>;
