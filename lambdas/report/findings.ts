import { sameAs } from '../credentials/credential-ids';
import type { Credential } from '../run/model';
import type { Came, Remaining, Report, ReportedAccount } from '../run/report-shapes';
import { recentlyUsed } from './words';

/** A credential that is there at the end of a run: the evidence of its plan, and how it came. */
export interface LeftCredential extends Pick<Remaining, 'kind' | 'id' | 'createdAt' | 'why'> {
  readonly status?: string;
  readonly lastUsed?: Credential['lastUsed'];
  /** Somebody answers for it until a day. */
  readonly exception?: Credential['exception'];
  /** Missing where nothing was compared. */
  readonly came?: Came;
  readonly since?: string;
  readonly wasKnown?: boolean;
}

/** What is left in an account, in the order of its kinds. */
export function leftIn({ remaining, credentials, sinceLast }: ReportedAccount): LeftCredential[] {
  return remaining.map((each) => {
    const evidence = credentials.find(sameAs(each));
    const known = sinceLast?.found.find(sameAs(each));
    return { ...evidence, ...known, ...each };
  });
}

/** An account with what is left in it, but for what somebody answers for. */
export interface Finding {
  readonly account: ReportedAccount;
  readonly left: readonly LeftCredential[];
}

/** The accounts in which root credentials are left that nobody answers for, worst first. */
export function findingsOf({ accounts, startedAt }: Pick<Report, 'accounts' | 'startedAt'>): Finding[] {
  return worstFirst(accounts, startedAt)
    .map((account) => ({ account, left: leftIn(account).filter(({ exception }) => !exception) }))
    .filter(({ left }) => left.length > 0);
}

/** The accounts of a report of which nobody can tell everything. */
export function unknownIn({ accounts }: Pick<Report, 'accounts'>): ReportedAccount[] {
  return accounts.filter(({ unknown, outcome }) => outcome !== 'skipped' && unknown.length > 0);
}

/** Whether a credential came after a purge had called its account clean. */
export const isBack = ({ came }: Pick<LeftCredential, 'came'>) => came === 'back';

/** The accounts of a run, worst first: what is back, what failed, what is new, what is in use, what is unknown. */
export function worstFirst(accounts: readonly ReportedAccount[], now: string): ReportedAccount[] {
  const ranked = accounts.map((account) => ({
    account,
    rank: rankOf(account, now),
    left: account.remaining.length,
  }));
  return ranked.sort((a, b) => b.rank - a.rank || b.left - a.left).map(({ account }) => account);
}

function rankOf(account: ReportedAccount, now: string): number {
  const left = leftIn(account).filter(({ exception }) => !exception);
  const reasons = [
    account.outcome === 'clean' || account.outcome === 'purged' || account.outcome === 'skipped',
    account.remaining.length === 0,
    left.length === 0,
    !left.some(({ lastUsed }) => lastUsed && recentlyUsed(lastUsed, now)),
    !left.some(({ came, wasKnown }) => came === 'new' && !wasKnown),
    account.outcome !== 'failed',
    !left.some(isBack),
  ];
  return reasons.lastIndexOf(false);
}
