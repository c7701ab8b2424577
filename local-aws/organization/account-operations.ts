import { AwsError } from '../wire/aws-error';
import type { Operations } from '../wire/service';
import { type Caller, isManagementAccount } from './caller';
import { hasTrustedAccess, isDelegatedAdministrator } from './centralized-root-access';
import type { Call } from './operation';
import type { Account, Organization, RegionOptStatus } from './organization';
import { allAccounts } from './organizations-input';

/** AWS Account Management, API version 2021-02-01, as far as the Regions of an account go. */
export const ACCOUNT_OPERATIONS: Operations<Call> = {
  GetRegionOptStatus({ organization, caller, parameters }) {
    const { AccountId, RegionName } = inputOf(String(parameters.Payload));
    const account = accountOf(organization, caller, AccountId);
    return { RegionName, RegionOptStatus: statusOf(account, RegionName) };
  },
};

/** @throws AwsError where the input is none */
function inputOf(payload: string): { AccountId?: string; RegionName: string } {
  const { AccountId, RegionName } = JSON.parse(payload || '{}');
  if (typeof RegionName === 'string') return { AccountId, RegionName };
  throw new AwsError('ValidationException', 'RegionName is required', 400);
}

/**
 * The account that is asked about, by default the caller's own; another one is for the management account and delegated
 * administrators of Account Management, with trusted access
 * (https://docs.aws.amazon.com/accounts/latest/reference/API_GetRegionOptStatus.html).
 */
function accountOf(organization: Organization, caller: Caller, accountId?: string): Account {
  const denied = () =>
    new AwsError('AccessDeniedException', 'User is not authorized to access this resource', 403);
  if (accountId === undefined) return caller.account;
  const service = 'account.amazonaws.com';
  const isOther =
    isManagementAccount({ caller, organization }) ||
    isDelegatedAdministrator(organization, caller.account.id, service);
  if (!isOther || !hasTrustedAccess(organization, service)) throw denied();
  const member = allAccounts(organization).find(({ id }) => id === accountId);
  if (!member || member.id === organization.managementAccount.id) throw denied();
  return member;
}

const statusOf = ({ regions = {} }: Account, region: string): RegionOptStatus =>
  regions[region] ?? (inEveryAccount.has(region) ? 'ENABLED_BY_DEFAULT' : 'DISABLED');

/** https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const inEveryAccount = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'ap-south-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2'],
]);
