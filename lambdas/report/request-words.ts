import { isJoinedRun } from '../run/execution-names';
import type { RunOrganization } from '../run/model';
import type { AnyPlan } from '../tasks/shapes';

/** An organization as people know it: `Example Corp (o-ab12cd34ef, management account 111122223333)`. */
export function organizationText(organization: RunOrganization): string {
  const { name, ids } = organizationNames(organization);
  return `${name} (${ids})`;
}

/** The name that an organization goes by, which is its management account's or else its ID, and the IDs beside it. */
export function organizationNames(organization: RunOrganization): { name: string; ids: string } {
  const { id, managementAccountId, managementAccountName } = organization;
  const [name = 'no name', ...ids] = [managementAccountName, id].filter(Boolean);
  return { name, ids: [...ids, `management account ${managementAccountId}`].join(', ') };
}

/** Who asks for what a plan says, as far as it is known; `undefined` where nobody said it. */
export function whoAsks(plan: AnyPlan): string | undefined {
  if (plan.origin?.startedBy) return plan.origin.startedBy;
  if (plan.kind === 'purge' && plan.reseals) return `the privileged task ${plan.reseals}`;
  return isJoinedRun(plan.run) ? 'an event: the account joined the organization' : undefined;
}
