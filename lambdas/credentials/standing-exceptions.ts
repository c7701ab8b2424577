import * as z from 'zod/mini';
import { AccountId, Answered, type Credential, CredentialKind } from '../run/model';
import type { ReportedAccount } from '../run/report-shapes';

/** Root credentials of some accounts that are to stay for now, or accounts that cannot be read, as the app is configured. */
export const StandingException = z.extend(Answered, {
  accounts: z.array(AccountId),
  credentials: z._default(z.array(CredentialKind), []),
  /** Whether it is known that they cannot be read. */
  unreadable: z._default(z.boolean(), false),
});
export type StandingException = z.infer<typeof StandingException>;

interface Excepted {
  /** Why the credential is left out of the plan, and who answers for it. */
  readonly why?: string;
  readonly exception?: Answered;
  /** What the approver should know about it. */
  readonly note?: string;
}

/** What the standing exceptions say of a credential at this time, if anything: a valid one wins over an expired. */
export function excepted(
  exceptions: readonly StandingException[],
  accountId: string,
  { kind }: Credential,
  time: Date,
): Excepted | undefined {
  const about = exceptions.filter(
    ({ accounts, credentials }) => accounts.includes(accountId) && credentials.includes(kind),
  );
  const exception = validOf(about, time);
  if (exception) {
    const { expires, owner, reason } = exception;
    return { exception, why: `Standing exception until ${expires} (${owner}): ${reason}` };
  }
  const [expired] = about;
  return expired && { note: expiredText(expired) };
}

/**
 * An account that is `unknown` with who answers for that, where an exception says so; with an exception that has
 * expired, its reason says that, too.
 */
export function acknowledge(
  exceptions: readonly StandingException[],
  account: ReportedAccount,
  time: Date,
): ReportedAccount {
  const about = exceptions.filter(
    ({ accounts, unreadable }) => unreadable && accounts.includes(account.accountId),
  );
  const [expired] = about;
  if (account.outcome !== 'unknown' || !expired) return account;
  const acknowledged = validOf(about, time);
  if (acknowledged) return { ...account, acknowledged };
  return { ...account, reason: `${account.reason} ${expiredText(expired)}` };
}

function validOf(exceptions: readonly StandingException[], time: Date): Answered | undefined {
  const today = time.toISOString().slice(0, 10);
  const valid = exceptions.find(({ expires }) => today <= expires);
  return valid && { owner: valid.owner, reason: valid.reason, expires: valid.expires };
}

const expiredText = ({ expires, owner, reason }: Answered) =>
  `A standing exception expired on ${expires} (${owner}): ${reason}`;
