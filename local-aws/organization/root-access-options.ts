import { IAM_SERVICE } from './centralized-root-access';
import { daysBefore } from './dates';
import type { Account, DelegatedAdministrator, OrganizationFeature, TrustedService } from './organization';

/** How far centralized root access has been switched on, and from where the operator calls. */
export interface RootAccessOptions {
  /** `credentials` is RootCredentialsManagement alone. @default all */
  features?: 'none' | 'credentials' | 'all';
  /** Whether IAM has trusted access to the organization. @default true */
  trustedAccess?: boolean;
  /** Whether a member account is delegated administrator for IAM. @default where the operator is in it */
  delegatedAdministrator?: boolean;
  /** The account that the operator is in. @default management */
  caller?: 'management' | 'delegated-administrator' | 'member';
}

const FEATURES: Record<NonNullable<RootAccessOptions['features']>, OrganizationFeature[]> = {
  none: [],
  credentials: ['RootCredentialsManagement'],
  all: ['RootCredentialsManagement', 'RootSessions'],
};

/** How far centralized root access is switched on in an organization. */
export interface RootAccess {
  trustedAccess: TrustedService[];
  organizationFeatures: OrganizationFeature[];
  delegatedAdministrators: DelegatedAdministrator[];
}

/** Switches centralized root access on as far as the options say, some time before `today`. */
export function createRootAccess(
  accounts: readonly Account[],
  { features = 'all', trustedAccess = true, caller, delegatedAdministrator }: RootAccessOptions,
  today: Date,
): RootAccess {
  const isDelegated = delegatedAdministrator ?? caller === 'delegated-administrator';
  return {
    trustedAccess: trustedAccess
      ? [{ servicePrincipal: IAM_SERVICE, dateEnabled: daysBefore(today, 300) }]
      : [],
    organizationFeatures: [...FEATURES[features]],
    delegatedAdministrators: isDelegated
      ? [
          {
            accountId: administratorOf(accounts).id,
            servicePrincipal: IAM_SERVICE,
            delegationEnabledDate: daysBefore(today, 290),
          },
        ]
      : [],
  };
}

/** Makes who calls: an IAM user in the management account, or an administrator's role in a member account. */
export function createOperator(
  managementAccount: Account,
  accounts: readonly Account[],
  { caller = 'management' }: RootAccessOptions,
): { accountId: string; userName: string; roleName?: string } {
  const userName = 'operator';
  if (caller === 'management') return { accountId: managementAccount.id, userName };
  const account = caller === 'member' ? memberOf(accounts) : administratorOf(accounts);
  return { accountId: account.id, userName, roleName: 'OrganizationAdministrator' };
}

/** The first account that anybody would choose. */
function administratorOf(accounts: readonly Account[]): Account {
  return existing(accounts.find(({ kind }) => kind === 'clean') ?? accounts[0]);
}

/** Another one, where there is another. */
function memberOf(accounts: readonly Account[]): Account {
  return existing(accounts.findLast(({ state }) => state === 'ACTIVE') ?? accounts[0]);
}

function existing(account: Account | undefined): Account {
  if (!account) throw new Error('An organization without member accounts has nobody to be asked for.');
  return account;
}
