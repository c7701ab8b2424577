import type { ApprovedAccount, CredentialKind, CredentialRef, Plan, PlannedAccount } from '../run/model';
import { PlanChangedError } from '../skeleton/errors';

/**
 * The approved credentials by account, in the order of the plan.
 * @throws PlanChangedError for a credential that is not in the plan, and for MFA devices without the password that
 * they protect: whatever the approval page let through, such a decision deletes nothing
 */
export function approvedAccounts(plan: Plan, approved: readonly CredentialRef[]): ApprovedAccount[] {
  const planned = new Set(plan.accounts.flatMap(keysOf));
  const stray = approved.find((ref) => !planned.has(keyOf(ref)));
  if (stray) throw new PlanChangedError(`The decision names ${keyOf(stray)}, which is not in the plan.`);
  const wanted = new Set(approved.map(keyOf));
  return plan.accounts
    .map((account) => approvedAccount(account, wanted))
    .filter((account) => account !== undefined);
}

function approvedAccount(account: PlannedAccount, wanted: ReadonlySet<string>): ApprovedAccount | undefined {
  const { accountId } = account;
  const kept = (kind: CredentialKind) =>
    account.credentials.filter(
      (credential) => credential.kind === kind && !wanted.has(keyOf({ accountId, ...credential })),
    );
  const ids = (kind: CredentialKind) =>
    account.credentials
      .filter((credential) => credential.kind === kind && wanted.has(keyOf({ accountId, ...credential })))
      .map(({ id }) => id);
  const credentials = {
    'signing-certificates': ids('signing-certificates'),
    'access-keys': ids('access-keys'),
    'login-profile': ids('login-profile'),
    'mfa-devices': ids('mfa-devices'),
  };
  if (credentials['mfa-devices'].length > 0 && kept('login-profile').length > 0) {
    throw new PlanChangedError(`The decision deletes MFA devices of ${accountId} and keeps its password.`);
  }
  return Object.values(credentials).some((list) => list.length > 0) ? { accountId, credentials } : undefined;
}

function keysOf({ accountId, credentials }: PlannedAccount): string[] {
  return credentials.map((credential) => keyOf({ accountId, ...credential }));
}

function keyOf({ accountId, kind, id }: CredentialRef): string {
  return `${accountId}/${kind}/${id}`;
}
