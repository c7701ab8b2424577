import {
  type Account,
  type ApprovedAccount,
  type Credential,
  credentialKinds,
  type Decision,
  type Failure,
  type Mode,
  type PlannedAccount,
  type PurgeResult,
  type SkippedAccount,
} from '../run/model';
import type { Outcome, Remaining, ReportedAccount } from '../run/report-shapes';
import { type Explanation, explain, failureOfCaught } from './explain';
import { reportedCredentials, secondLook } from './reported-credentials';
import { keptBy, listDeleted, listRemaining, noResult, rehearsed, whyNotOffered } from './what-remains';

/** Everything that a run knows about one targeted account; a part is missing where the run did not get that far. */
export interface AccountEvidence {
  readonly account: Account;
  readonly mode: Mode;
  readonly planned: PlannedAccount | undefined;
  readonly decision: Decision | undefined;
  readonly approved: ApprovedAccount | undefined;
  readonly result: PurgeResult | undefined;
  /** What ended the run early, if anything did. */
  readonly runFailure: RunFailure | undefined;
}

/** What ended a run early. */
export interface RunFailure extends Failure {
  /** The work on the accounts had begun: of one without a result nobody knows how far it came. */
  readonly purgeHadBegun: boolean;
}

type Settled = Pick<
  ReportedAccount,
  'outcome' | 'deleted' | 'remaining' | 'appearedSincePlan' | 'unknown' | 'reason' | 'remedy'
>;

/** What a report says of an account: what is gone, what remains. What was not read is never called gone. */
export function reportAccount(evidence: AccountEvidence): ReportedAccount {
  const { accountId, name, email, path, units } = evidence.account;
  return {
    ...{ accountId, name, email, path, units },
    ...settle(evidence),
    credentials: reportedCredentials(evidence),
    secondLookAt: secondLook(evidence.result)?.at,
  };
}

function settle(evidence: AccountEvidence): Settled {
  const { planned, approved, result, mode, runFailure } = evidence;
  const wasRehearsed = mode === 'rehearsal' && !result && !runFailure;
  if (!planned) return notPlanned(evidence);
  if (!approved || wasRehearsed) return notPurged(planned, evidence);
  if (result && 'stages' in result) return purged(planned, approved, result, evidence.decision);
  return purgeFailed(planned, approved, endOf(evidence), evidence.decision);
}

const nothing: Settled = {
  outcome: 'clean',
  deleted: [],
  remaining: [],
  appearedSincePlan: [],
  unknown: [],
  reason: '',
  remedy: '',
};

/** What a report says of an account that its run leaves out, and why it does. */
export function skippedAccount({ why, joinedMethod, joinedAt, ...account }: SkippedAccount): ReportedAccount {
  return {
    ...account,
    ...nothing,
    outcome: 'skipped',
    credentials: [],
    reason: skipReasons[why] ?? `The account is ${why}: no root session can be opened in it.`,
  };
}

const skipReasons: Record<string, string> = {
  'management account': 'This is the management account: sts:AssumeRoot reaches member accounts only.',
  excluded: 'Excluded by the execution input.',
  'excluded by configuration': 'Excluded by the configuration of this app.',
};

function notPlanned({ runFailure }: AccountEvidence): Settled {
  return {
    ...nothing,
    outcome: 'unknown',
    unknown: [...credentialKinds],
    ...explain(runFailure ?? noResult),
  };
}

/** Nothing was to be deleted here, or it was a rehearsal: the account is as it was when it was inspected. */
function notPurged(planned: PlannedAccount, evidence: AccountEvidence): Settled {
  const unknown = planned.unknown.map(({ kind }) => kind);
  const undecided = planned.credentials.length > 0 ? whyNotPurged(evidence) : undefined;
  const remaining = [
    ...planned.credentials.map((credential) =>
      remains(credential, whyNotDeleted(credential, evidence, undecided)),
    ),
    ...planned.outOfScope.map((credential) => remains(credential, whyNotOffered(credential, planned))),
  ];
  const left: Settled = { ...nothing, remaining, unknown };
  if (undecided?.outcome === 'failed') return { ...left, ...undecided };
  const unread = planned.unknown[0];
  if (unread) return { ...left, outcome: 'unknown', ...explain(unread.failure) };
  if (undecided) return { ...left, ...undecided };
  const kept = remaining[0];
  return kept ? { ...left, outcome: 'kept', reason: kept.why } : left;
}

/** Only a rehearsal deletes nothing of what was approved in an account. */
function whyNotDeleted(
  { kind, id }: Credential,
  { approved, decision }: AccountEvidence,
  undecided: Undecided | undefined,
): string {
  if (!approved) return undecided?.reason ?? '';
  return approved.credentials[kind].includes(id) ? rehearsed(decision) : keptBy(decision);
}

interface Undecided extends Explanation {
  readonly outcome: Outcome;
}

function whyNotPurged({ mode, decision, approved, runFailure }: AccountEvidence): Undecided {
  // Where the purge itself failed, the list of what was approved was complete, and this account was not on it.
  if (runFailure && !runFailure.purgeHadBegun) return { outcome: 'failed', ...explain(runFailure) };
  if (mode === 'audit')
    return { outcome: 'kept', reason: 'This was an audit: nothing is deleted.', remedy: '' };
  switch (decision?.decision) {
    case 'APPROVED':
      return { outcome: 'kept', reason: approved ? rehearsed(decision) : keptBy(decision), remedy: '' };
    case 'REJECTED':
      return { outcome: 'kept', reason: `${decision.decidedBy} refused the whole plan.`, remedy: '' };
    case 'EXPIRED':
      return { outcome: 'expired', reason: 'Nobody decided in time.', remedy: 'Run again to ask again.' };
    case 'NOT_ASKED':
      return { outcome: 'failed', ...explain(failureOfCaught(decision.caught)) };
    default:
      return { outcome: 'failed', ...explain(noResult) };
  }
}

/** Why the work on an account has no full result, and whether nobody knows how far it came. */
interface EarlyEnd {
  readonly failure: Failure;
  readonly isLost: boolean;
}

function endOf({ result, runFailure }: AccountEvidence): EarlyEnd {
  if (result && 'caught' in result) {
    return { failure: failureOfCaught(result.caught), isLost: result.isLost === true };
  }
  return { failure: runFailure ?? noResult, isLost: runFailure?.purgeHadBegun ?? true };
}

/**
 * The purge ended without saying what it did. Where it ended before its first deletion the account is as it was when
 * it was inspected; where nobody knows when it ended, anything may be gone, and nothing is known to be.
 */
function purgeFailed(
  planned: PlannedAccount,
  approved: ApprovedAccount,
  { failure, isLost }: EarlyEnd,
  decision: Decision | undefined,
): Settled {
  const { reason, remedy } = explain(failure);
  const remaining = [
    ...planned.credentials.map((credential) => {
      const wasApproved = approved.credentials[credential.kind].includes(credential.id);
      return remains(credential, wasApproved ? reason : keptBy(decision));
    }),
    ...planned.outOfScope.map((credential) => remains(credential, whyNotOffered(credential, planned))),
  ];
  const unknown = isLost ? [...credentialKinds] : planned.unknown.map(({ kind }) => kind);
  return { ...nothing, outcome: 'failed', remaining, unknown, reason, remedy };
}

type Purged = Extract<PurgeResult, { stages: unknown }>;

function purged(
  planned: PlannedAccount,
  approved: ApprovedAccount,
  { stages, verification }: Purged,
  decision: Decision | undefined,
): Settled {
  const readings = 'readings' in verification ? verification.readings : undefined;
  const account = { planned, approved, stages, readings, decision };
  const remaining = listRemaining(account);
  const unread = credentialKinds.filter((kind) => !readings || readings[kind].state === 'unknown');
  const settled: Settled = {
    ...nothing,
    deleted: listDeleted(account),
    remaining: remaining.map(({ kind, id, createdAt, why }) => ({ kind, id, createdAt, why })),
    appearedSincePlan: remaining
      .filter(({ cause }) => cause === 'appeared')
      .map(({ kind, id }) => ({ kind, id })),
    unknown: unread,
  };
  const failed = remaining.find(({ cause }) => cause === 'failed');
  if (failed) return { ...settled, outcome: 'failed', reason: failed.why, remedy: failed.remedy };
  if (unread.length > 0) return { ...settled, outcome: 'unknown', ...explain(whyUnread(verification)) };
  const kept = remaining[0];
  if (kept) return { ...settled, outcome: 'kept', reason: kept.why, remedy: kept.remedy };
  return { ...settled, outcome: 'purged' };
}

function whyUnread(verification: Purged['verification']): Failure {
  if ('caught' in verification) return failureOfCaught(verification.caught);
  const readings = credentialKinds.map((kind) => verification.readings[kind]);
  return readings.find((reading) => reading.state === 'unknown')?.failure ?? noResult;
}

function remains({ kind, id, createdAt }: Credential, why: string): Remaining {
  return { kind, id, createdAt, why };
}
