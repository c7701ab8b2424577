import type { Statement } from '../iam/statement';
import { statementsOf } from './compiled-policies';
import type { Account, Organization } from './organization';

/**
 * What the service control policies on an account, its organizational units and the root say. FullAWSAccess is always
 * attached too, so that only denials count; the management account has none
 * (AWS Organizations User Guide, "Service control policies").
 */
export function serviceControlStatements(
  { managementAccount, serviceControlPolicies, organizationalUnits }: Organization,
  { id, parentId }: Account,
): Statement[] {
  if (id === managementAccount.id || serviceControlPolicies.length === 0) return [];
  const above = [id];
  for (let next: string | undefined = parentId; next !== undefined; ) {
    above.push(next);
    const current: string = next;
    next = organizationalUnits.find((unit) => unit.id === current)?.parentId;
  }
  const attached = serviceControlPolicies.filter(({ targets }) => targets.some((id) => above.includes(id)));
  return attached.flatMap(({ name, document }) => statementsOf(name, document));
}
