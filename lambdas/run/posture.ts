import * as z from 'zod/mini';
import { AccountId, Answered, CredentialKind } from './model';
import { KnownCredential, LookedAt, Outcome, UnknownFor } from './report-shapes';

/** What is remembered of an account from one report to the next. */
export const AccountPosture = z.extend(LookedAt, {
  name: z.string(),
  /** The names of the organizational units above it, the topmost first. */
  units: z.optional(z.array(z.string())),
  outcome: Outcome,
  /** What was left there; of a kind that was not read since, what was left when it was. */
  credentials: z.array(z.extend(KnownCredential, { exception: z.optional(Answered) })),
  /** The kinds that any report could read. */
  read: z.array(CredentialKind),
  unknown: z.optional(UnknownFor),
  acknowledged: z.optional(Answered),
  purged: z.optional(LookedAt),
});
export type AccountPosture = z.infer<typeof AccountPosture>;

/** What a run over the whole organization came to. */
export const RunSummary = z.object({
  run: z.string(),
  finishedAt: z.string(),
  mode: z.string(),
  /** Member accounts, and of them those without root credentials and those of which nobody knows. */
  accounts: z.number(),
  without: z.number(),
  unknown: z.number(),
  /** Credentials that were there at its end. */
  left: z.record(CredentialKind, z.number()),
  back: z.number(),
  /** When the oldest access key that was there had been made. */
  oldestKeyAt: z.optional(z.string()),
});
export type RunSummary = z.infer<typeof RunSummary>;

/**
 * `posture/<organization ID>.json`: how the last reports left each account. One object for all accounts is one read
 * and one write for a run, of 10,000 accounts too, and what `root-purge report` shows is one read.
 */
export const Posture = z.object({
  accounts: z.record(AccountId, AccountPosture),
  /** The latest runs over the whole organization, the last one last. */
  runs: z.array(RunSummary),
});
export type Posture = z.infer<typeof Posture>;
