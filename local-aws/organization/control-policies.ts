import type { Statement } from '../iam/statement';
import { statementsOf } from './compiled-policies';
import type { Account, ControlPolicy, Organization } from './organization';

/**
 * What the service control policies on an account, its organizational units and the root say. FullAWSAccess is always
 * attached too, so that only denials count; the management account has none
 * (AWS Organizations User Guide, "Service control policies").
 */
export const serviceControlStatements = (organization: Organization, account: Account): Statement[] =>
  attachedStatements(organization, organization.serviceControlPolicies, account);

/**
 * What the resource control policies say that are attached to an account or above it: they are about its resources,
 * whoever calls (AWS Organizations User Guide, "Resource control policies").
 */
export const resourceControlStatements = (organization: Organization, account: Account): Statement[] =>
  attachedStatements(organization, organization.resourceControlPolicies, account);

function attachedStatements(
  { managementAccount, organizationalUnits }: Organization,
  policies: readonly ControlPolicy[],
  { id, parentId }: Account,
): Statement[] {
  if (id === managementAccount.id || policies.length === 0) return [];
  const above = [id];
  for (let next: string | undefined = parentId; next !== undefined; ) {
    above.push(next);
    const current: string = next;
    next = organizationalUnits.find((unit) => unit.id === current)?.parentId;
  }
  const attached = policies.filter(({ targets }) => targets.some((id) => above.includes(id)));
  return attached.flatMap(({ name, document }) => statementsOf(name, document));
}
