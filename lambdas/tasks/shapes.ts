import * as z from 'zod/mini';
import {
  Account,
  AccountId,
  CaughtError,
  Credential,
  CredentialKind,
  Failure,
  Inspection,
  LastUsed,
  MadeWhen,
  Origin,
  Plan,
  RunOrganization,
  UnknownKind,
} from '../run/model';
import { Evidence, Outcome, Report } from '../run/report-shapes';

/** The shapes of a privileged task: what its state machine passes on, and what it leaves in the run store. */

/** What a task is about: an account, and what in it, where it is about something in an account. */
export const TaskTarget = z.extend(Account, {
  /** A bucket's name, a queue's URL. */
  resource: z.optional(z.string()),
  /** Of the resource: as the requester knows it, which saves a redirect, then as AWS answered. */
  region: z.optional(z.string()),
});
export type TaskTarget = z.infer<typeof TaskTarget>;

/** `task.json`: what a privileged task was asked for. The report starts from its targets, not from results. */
export const TaskRequest = z.object({
  run: z.string(),
  startedAt: z.string(),
  /** What an earlier version stored does not say it. */
  organization: z.optional(RunOrganization),
  origin: z.optional(Origin),
  /** The name of a privileged task. */
  task: z.string(),
  reason: z.string(),
  /** Seconds after which a purge of the accounts is to begin. */
  resealAfterSeconds: z.optional(z.number()),
  targets: z.array(TaskTarget),
});
export type TaskRequest = z.infer<typeof TaskRequest>;

/** The resource-based policy of a bucket or queue, as AWS keeps it, or that there is none, or why nobody knows. */
export const PolicyReading = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present'), text: z.string(), region: z.optional(z.string()) }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('unknown'), failure: Failure }),
]);
export type PolicyReading = z.infer<typeof PolicyReading>;

/** What an iteration of `ReadTargets` found. */
export const TaskFinding = z.union([z.object({ accountId: AccountId, policy: PolicyReading }), Inspection]);
export type TaskFinding = z.infer<typeof TaskFinding>;

/** A policy that is to go, and where it is kept. */
export const KeptPolicy = z.object({
  text: z.string(),
  /** SHA-256 of the text, in hexadecimal: another one is not deleted. */
  digest: z.string(),
  /** An `s3://` URI in the run store. */
  storedAs: z.string(),
});
export type KeptPolicy = z.infer<typeof KeptPolicy>;

/** A target in the plan of a task: whether there is anything to do, and what was read of it. */
export const PlannedTarget = z.extend(TaskTarget, {
  /** Only what is `to-do` is decided on. */
  finding: z.discriminatedUnion('state', [
    z.object({ state: z.literal('to-do') }),
    z.object({ state: z.literal('already-so') }),
    z.object({ state: z.literal('unknown'), failure: Failure }),
  ]),
  /** What the root user holds before its password can be recovered. */
  credentials: z.array(Credential),
  /** What of that could not be read. */
  unread: z.array(UnknownKind),
  policy: z.optional(KeptPolicy),
});
export type PlannedTarget = z.infer<typeof PlannedTarget>;

/** `plan.json` of a task: what an approver decides on, as a whole. */
export const TaskPlan = z.object({
  /** A plan that an earlier version stored does not say it. */
  kind: z._default(z.literal('task'), 'task'),
  run: z.string(),
  plannedAt: z.string(),
  organization: z.optional(RunOrganization),
  origin: z.optional(Origin),
  /** The name of a privileged task. */
  task: z.string(),
  reason: z.string(),
  resealAfterSeconds: z.optional(z.number()),
  targets: z.array(PlannedTarget),
});
export type TaskPlan = z.infer<typeof TaskPlan>;

/** `plan.json` of any run, of a purge or of a privileged task; `kind` says of which. */
export const AnyPlan = z.union([TaskPlan, Plan]);
export type AnyPlan = z.infer<typeof AnyPlan>;

/** An item of a task's `approved.json`: what may be changed, and the digest of the one policy that may go. */
export const ApprovedTarget = z.object({
  accountId: AccountId,
  resource: z.optional(z.string()),
  region: z.optional(z.string()),
  policyDigest: z.optional(z.string()),
});
export type ApprovedTarget = z.infer<typeof ApprovedTarget>;

/**
 * What a state says of its change: `done`, `already-so` were read after it, `failed` changed nothing, `unknown` may.
 */
export const TaskResult = z.union([
  z.object({ result: z.enum(['done', 'already-so']) }),
  z.object({ result: z.enum(['failed', 'unknown']), failure: Failure }),
]);
export type TaskResult = z.infer<typeof TaskResult>;

/** What an iteration of `PerformTask` came to: what the state that changes a target said, or what it failed with. */
export const Performed = z.union([
  z.object({ accountId: AccountId, result: z.enum(['done', 'already-so']) }),
  z.object({ accountId: AccountId, result: z.enum(['failed', 'unknown']), failure: Failure }),
  z.object({ accountId: AccountId, result: z.enum(['failed', 'unknown']), caught: CaughtError }),
]);
export type Performed = z.infer<typeof Performed>;

/** How the purge that took password recovery away again ended; `caught` where its execution did not succeed. */
export const Reseal = z.object({ run: z.string(), caught: z.nullable(CaughtError) });
export type Reseal = z.infer<typeof Reseal>;

/** Every outcome that a target of a task can have. */
export const taskOutcomes = ['done', 'already-so', 'refused', 'expired', 'failed', 'unknown'] as const;
/** How a target ended in a task: one of the outcomes. */
export const TaskOutcome = z.enum(taskOutcomes);
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/** A credential that the purge after a task met: what it is, whether it is older than the task, what became of it. */
export const ResealedCredential = z.object({
  kind: CredentialKind,
  id: z.string(),
  createdAt: z.optional(z.string()),
  lastUsed: LastUsed,
  made: MadeWhen,
  /** `kept` is on purpose: it was not approved, or is under a standing exception. */
  became: z.enum(['deleted', 'already-gone', 'kept', 'still-there', 'unknown']),
  /** Why it is still there. */
  why: z.optional(z.string()),
});
export type ResealedCredential = z.infer<typeof ResealedCredential>;

/** What the purge after a task came to in an account. */
export const Resealed = z.object({
  /** Of the purge; `unknown` where it left no report on the account. */
  outcome: Outcome,
  reason: z.string(),
  /** Whether all that was made since the task is gone; what is older has no part in it. */
  sealed: z._default(z.enum(['yes', 'kept', 'no', 'unknown']), 'unknown'),
  /** A report that an earlier version stored does not say it. */
  credentials: z._default(z.array(ResealedCredential), []),
  /** Kinds that could not be read. */
  unknown: z.array(CredentialKind),
});
export type Resealed = z.infer<typeof Resealed>;

/** One thing that a person has to do after a task. */
export const NextStep = z.object({
  text: z.string(),
  /** To be pasted into a shell, after the text. */
  command: z.optional(z.string()),
  /** What the step reads: an `s3://` URI in the run store. */
  kept: z.optional(z.string()),
});
export type NextStep = z.infer<typeof NextStep>;

/** A target in the report of a task: how it ended, why, and what comes next. */
export const ReportedTarget = z.extend(TaskTarget, {
  outcome: TaskOutcome,
  /** In plain words; empty for `done`. */
  reason: z.string(),
  /** What a person can do about it; empty when there is nothing to do. */
  remedy: z.string(),
  /** What comes next, step by step: for the account's owner, or to put a policy back. */
  next: z.array(NextStep),
  resealed: z.optional(Resealed),
});
export type ReportedTarget = z.infer<typeof ReportedTarget>;

/** `report.json` of a task. Every target is in `targets` exactly once. */
export const TaskReport = z.object({
  /** A report that an earlier version stored does not say it. */
  kind: z._default(z.literal('task'), 'task'),
  run: z.string(),
  /** The name of a privileged task. */
  task: z.string(),
  requestReason: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  ...Evidence.shape,
  /** One sentence. */
  summary: z.string(),
  outcomes: z.record(TaskOutcome, z.number()),
  /** When the purge begins that takes password recovery away again, where one was asked for and is still to come. */
  resealAt: z.optional(z.string()),
  /** The run of that purge, once it is over. */
  resealRun: z.optional(z.string()),
  targets: z.array(ReportedTarget),
});
export type TaskReport = z.infer<typeof TaskReport>;

/** `report.json` of any run, of a purge or of a privileged task; `kind` says of which. */
export const AnyReport = z.union([TaskReport, Report]);
export type AnyReport = z.infer<typeof AnyReport>;
