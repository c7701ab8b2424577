import type { Organization } from './organization';
import type { TaskPolicy } from './task-policies';

/** How IAM is called in AWS Organizations. */
export const IAM_SERVICE = 'iam.amazonaws.com';

/** Whether a service, named by its principal (`iam.amazonaws.com`), has trusted access to the organization. */
export function hasTrustedAccess(
  { trustedAccess }: Pick<Organization, 'trustedAccess'>,
  service: string,
): boolean {
  return trustedAccess.some(({ servicePrincipal }) => servicePrincipal === service);
}

/** Whether an account is delegated administrator for the service, or for any where none is given. */
export function isDelegatedAdministrator(
  { delegatedAdministrators }: Pick<Organization, 'delegatedAdministrators'>,
  account: string,
  service?: string,
): boolean {
  return delegatedAdministrators.some(
    ({ accountId, servicePrincipal }) =>
      accountId === account && (service === undefined || servicePrincipal === service),
  );
}

/**
 * Whether root sessions with this task policy are switched on. The tasks on root credentials belong to one feature and
 * those on resources to the other
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html).
 */
export function isTaskEnabled(organization: Organization, { arn }: TaskPolicy): boolean {
  const feature = arn.includes('/IAM') ? 'RootCredentialsManagement' : 'RootSessions';
  return hasTrustedAccess(organization, IAM_SERVICE) && organization.organizationFeatures.includes(feature);
}
