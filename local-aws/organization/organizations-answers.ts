import type { Answer } from '../wire/answer';
import type { Account, DelegatedAdministrator, Organization, OrganizationalUnit } from './organization';

/** The ARN of the organization, or of something in it. */
export function arnOf({ id, managementAccount }: Organization, type: string, resourceId?: string): string {
  const resource = [type, id, resourceId].filter((part) => part !== undefined).join('/');
  return `arn:aws:organizations::${managementAccount.id}:${resource}`;
}

/** An account as the API gives it: with `State`, and without `Status`, which was retired on 9 September 2026. */
export function accountAnswer(organization: Organization, account: Account): Answer {
  return {
    Id: account.id,
    Arn: arnOf(organization, 'account', account.id),
    Email: account.email,
    Name: account.name,
    State: account.state,
    Paths: [`${pathTo(organization, account.parentId)}${account.id}/`],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: epochSeconds(account.joinedTimestamp),
  };
}

/** A delegated administrator as the API gives it: the account without its `Paths`, and the date of the delegation. */
export function delegatedAdministratorAnswer(
  organization: Organization,
  account: Account,
  { delegationEnabledDate }: DelegatedAdministrator,
): Answer {
  const { Paths, ...answer } = accountAnswer(organization, account);
  return { ...answer, DelegationEnabledDate: epochSeconds(delegationEnabledDate) };
}

/** A date as AWS JSON writes it: seconds since 1970. */
export const epochSeconds = (date: string) => Date.parse(date) / 1000;

/** An organizational unit as the API gives it, with its `Path` from the organization down. */
export function unitAnswer(organization: Organization, unit: OrganizationalUnit): Answer {
  return {
    Id: unit.id,
    Arn: arnOf(organization, 'ou', unit.id),
    Name: unit.name,
    Path: pathTo(organization, unit.id),
  };
}

/** For instance `o-…/r-…/ou-…/`. */
function pathTo(organization: Organization, parentId: string): string {
  const unit = organization.organizationalUnits.find(({ id }) => id === parentId);
  return unit ? `${pathTo(organization, unit.parentId)}${unit.id}/` : `${organization.id}/${parentId}/`;
}
