import { AwsError } from '../wire/aws-error';
import { type Caller, isManagementAccount } from './caller';
import { isDelegatedAdministrator } from './centralized-root-access';
import type { Organization } from './organization';

const MANAGEMENT_ACCOUNT_ONLY = new Set(['EnableAWSServiceAccess', 'RegisterDelegatedAdministrator']);

/**
 * Lets a caller's account ask Organizations what it may: reads are for the management account and the delegated
 * administrators of any service, DescribeOrganization for every account
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html).
 * @throws AccessDeniedException for any other account
 */
export function assertMayAskOrganizations(call: {
  caller: Caller;
  organization: Organization;
  operation: string;
}): void {
  const { caller, organization, operation } = call;
  if (isManagementAccount(call) || operation === 'DescribeOrganization') return;
  const isRead = !MANAGEMENT_ACCOUNT_ONLY.has(operation);
  if (isRead && isDelegatedAdministrator(organization, caller.account.id)) return;
  throw new AwsError('AccessDenied', "You don't have permissions to access this resource.", 403);
}
