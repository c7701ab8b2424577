import * as z from 'zod/mini';
import {
  Account,
  Answered,
  Asked,
  Credential,
  CredentialKind,
  Decision,
  Deletion,
  Failure,
  Mode,
  Origin,
  RunOrganization,
  WhoStarted,
} from './model';

/** What a report is made of: `report.json`, and what it is compared with. Times are ISO 8601 strings in UTC. */

/** Every outcome that an account can have in a report. */
export const outcomes = ['clean', 'purged', 'kept', 'expired', 'failed', 'unknown', 'skipped'] as const;
/** How an account ended in a run: one of the outcomes. */
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** A credential that is still there, and why. */
export const Remaining = z.object({
  kind: CredentialKind,
  id: z.string(),
  createdAt: z.optional(z.string()),
  why: z.string(),
});
export type Remaining = z.infer<typeof Remaining>;

/** A run, and when it looked. */
export const LookedAt = z.object({ run: z.string(), at: z.string() });
export type LookedAt = z.infer<typeof LookedAt>;

/**
 * How a credential came to be there: it was there when its account was first looked at, it was not there at an earlier
 * look (`new`), or it was not there when a purge called the account clean (`back`).
 */
export const Came = z.enum(['first-look', 'new', 'back']);
export type Came = z.infer<typeof Came>;

/** A credential, and since when reports have known it. */
export const KnownCredential = z.object({
  kind: CredentialKind,
  id: z.string(),
  since: z.string(),
  came: Came,
});
export type KnownCredential = z.infer<typeof KnownCredential>;

/** For how many runs in a row something of an account could not be read. */
export const UnknownFor = z.object({ runs: z.number(), since: z.string() });
export type UnknownFor = z.infer<typeof UnknownFor>;

/** An account of a report beside the last report that looked at it. */
export const SinceLast = z.object({
  /** Missing where no report did. */
  last: z.optional(LookedAt),
  /** A later run had looked before this one ended: nothing is compared then. */
  isOvertaken: z.optional(z.boolean()),
  /** What was found, each with whether the last report knew it. */
  found: z.array(z.extend(KnownCredential, { wasKnown: z.boolean() })),
  /** What went without this app. */
  gone: z.array(KnownCredential),
  unknown: z.optional(UnknownFor),
  /** The last purge that had called the account clean. */
  purged: z.optional(LookedAt),
});
export type SinceLast = z.infer<typeof SinceLast>;

/** What was decided about a credential; `none` where nobody was asked about it. */
export const CredentialDecision = z.enum(['approved', 'kept', 'refused', 'expired', 'not-asked', 'none']);
export type CredentialDecision = z.infer<typeof CredentialDecision>;

/** One credential in a report: the evidence at the plan, what was decided about it, and what became of it. */
export const ReportedCredential = z.extend(Credential, {
  /** Whether a person was to decide on it, or it was left out on purpose; `unseen` where only the second look saw it. */
  inPlan: z.enum(['offered', 'left-alone', 'unseen']),
  decision: CredentialDecision,
  deletion: z.optional(z.omit(Deletion, { kind: true, id: true })),
  /** Whether it was there after the deletions; missing where nobody looked again. */
  secondLook: z.optional(z.enum(['absent', 'present', 'unknown'])),
});
export type ReportedCredential = z.infer<typeof ReportedCredential>;

/** An account in a report: how it ended, what is gone, what remains, and why. */
export const ReportedAccount = z.object({
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  path: Account.shape.path,
  units: Account.shape.units,
  outcome: Outcome,
  /** Each credential that was seen, once. A report that an earlier version stored has none. */
  credentials: z._default(z.array(ReportedCredential), []),
  /** When the second look ended. */
  secondLookAt: z.optional(z.string()),
  deleted: z.array(
    z.object({ kind: CredentialKind, id: z.string(), result: z.enum(['deleted', 'already-gone']) }),
  ),
  remaining: z.array(Remaining),
  /** Found by the verification and in no plan: left alone. Also listed in `remaining`. */
  appearedSincePlan: z.array(z.object({ kind: CredentialKind, id: z.string() })),
  /** The kinds about which nothing can be said. */
  unknown: z.array(CredentialKind),
  /** In plain words; empty for `clean` and `purged`. */
  reason: z.string(),
  /** What a person can do about it; empty when there is nothing to do. */
  remedy: z.string(),
  /** Missing where nothing could be compared, as in a report that an earlier version stored. */
  sinceLast: z.optional(SinceLast),
  /** Where an `unknown` is known: it does not make the run fail. */
  acknowledged: z.optional(Answered),
});
export type ReportedAccount = z.infer<typeof ReportedAccount>;

/** What every report has to show: where it comes from, who was asked, and who decided on what. */
export const Evidence = z.object({
  organization: z.optional(RunOrganization),
  origin: z.optional(Origin),
  /** By CloudTrail, when the report was written; an earlier version did not look. */
  whoStarted: z.optional(WhoStarted),
  /** Of this app, when it wrote the report. */
  version: z.optional(z.string()),
  asked: z.optional(Asked),
  decision: z.optional(Decision),
  planDigest: z.optional(z.string()),
  /** Of `decision.json` as it is stored. */
  decisionDigest: z.optional(z.string()),
  /** The ARN of the key that `report.jws` beside the report is signed with. */
  signedWith: z.optional(z.string()),
});
export type Evidence = z.infer<typeof Evidence>;

/** `report.json` of a purge, an audit or a rehearsal. Every account of the run is in `accounts` exactly once. */
export const Report = z.object({
  /** A report that an earlier version stored does not say it. */
  kind: z._default(z.literal('purge'), 'purge'),
  run: z.string(),
  mode: Mode,
  /** Why the run was started, as the requester put it. */
  requestReason: z.optional(z.string()),
  startedAt: z.string(),
  /** When the plan was made of what was found. */
  plannedAt: z.optional(z.string()),
  finishedAt: z.string(),
  ...Evidence.shape,
  /** One sentence: how many member accounts hold no root credentials. */
  coverage: z.string(),
  /** Why it could not be compared with the last report. */
  notCompared: z.optional(Failure),
  outcomes: z.record(Outcome, z.number()),
  accounts: z.array(ReportedAccount),
});
export type Report = z.infer<typeof Report>;
