import * as z from 'zod/mini';
import { AccountId, type Credential, CredentialKind } from '../run/model';

/** Root credentials of some accounts that are to stay for now, as the app is configured. */
export const StandingException = z.object({
  accounts: z.array(AccountId),
  credentials: z.array(CredentialKind),
  owner: z.string(),
  reason: z.string(),
  /** A date, `2027-01-31`; the exception is valid to its end, in UTC. */
  expires: z.string(),
});
export type StandingException = z.infer<typeof StandingException>;

interface Excepted {
  /** Why the credential is left out of the plan. */
  readonly why?: string;
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
  const today = time.toISOString().slice(0, 10);
  const valid = about.find(({ expires }) => today <= expires);
  if (valid) return { why: `Standing exception until ${valid.expires} (${valid.owner}): ${valid.reason}` };
  const [expired] = about;
  if (!expired) return undefined;
  const { expires, owner, reason } = expired;
  return { note: `A standing exception expired on ${expires} (${owner}): ${reason}` };
}
