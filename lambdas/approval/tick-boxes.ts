import { needsConfirmation } from '../report/words';
import type { Credential, PlannedAccount } from '../run/model';

/** One box on the approval page: the credentials that stand or fall together. */
export interface TickBox {
  /** What the form sends: one or several credential keys, separated by a space. */
  readonly value: string;
  readonly credentials: Credential[];
  /** Used lately, or nobody can tell: a second box has to be ticked for it. */
  readonly needsConfirmation: boolean;
}

/** `accountId/kind/id`. An ID may hold slashes and colons, so keys are compared whole and never taken apart. */
export function credentialKey(accountId: string, { kind, id }: Pick<Credential, 'kind' | 'id'>): string {
  return `${accountId}/${kind}/${id}`;
}

/**
 * The boxes of an account, its evidence seen from `plannedAt`. Its password and its MFA devices share one, since a
 * password must never stay behind without them; where the password stays in any case, its MFA devices get no box.
 */
export function tickBoxesOf(account: PlannedAccount, plannedAt: string): TickBox[] {
  const password = account.credentials.filter(({ kind }) => kind === 'login-profile');
  const devices = account.credentials.filter(({ kind }) => kind === 'mfa-devices');
  const others = account.credentials.filter(
    ({ kind }) => kind === 'access-keys' || kind === 'signing-certificates',
  );
  const signIn = password.length > 0 ? [[...password, ...devices]] : devices.map((device) => [device]);
  return [...(passwordStays(account) ? [] : signIn), ...others.map((credential) => [credential])].map(
    (credentials) => ({
      value: credentials.map((credential) => credentialKey(account.accountId, credential)).join(' '),
      credentials,
      needsConfirmation: credentials.some((credential) => needsConfirmation(credential, plannedAt)),
    }),
  );
}

/** A credential that is not approved by a tick alone, and where it is. */
export interface Caution {
  readonly account: PlannedAccount;
  readonly credential: Credential;
}

/** What was used lately in these accounts, the newest use first, then what may have been; of what has a box alone. */
export function cautionsIn(accounts: readonly PlannedAccount[], plannedAt: string): Caution[] {
  return accounts
    .flatMap((account) =>
      tickBoxesOf(account, plannedAt).flatMap(({ credentials }) =>
        credentials.map((credential) => ({ account, credential })),
      ),
    )
    .filter(({ credential }) => needsConfirmation(credential, plannedAt))
    .sort((a, b) => lastUseOf(b.credential).localeCompare(lastUseOf(a.credential)));
}

/** In ISO 8601; empty where there was none, or nobody knows of it. */
const lastUseOf = ({ lastUsed }: Credential) => (lastUsed.state === 'used' ? lastUsed.at : '');

/** MFA devices that cannot be approved, because the password they protect stays or may be there unseen. */
export function heldDevices(account: PlannedAccount): Credential[] {
  return passwordStays(account) ? account.credentials.filter(({ kind }) => kind === 'mfa-devices') : [];
}

function passwordStays(account: PlannedAccount): boolean {
  return [...account.unknown, ...account.outOfScope].some(({ kind }) => kind === 'login-profile');
}
