import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  type Account as OrganizationAccount,
  type OrganizationalUnit,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { contentOf } from '../aws-calls/content-of';
import { listAll } from '../aws-calls/whole-list';
import type { Account, RunOrganization } from '../run/model';
import { IncompleteAnswerError } from '../skeleton/errors';

/** An account of the organization, with its state as Organizations says it: `ACTIVE`, `SUSPENDED` … */
export interface MemberAccount extends Account {
  /** `undefined` where Organizations said neither `State` nor `Status`. */
  readonly state: string | undefined;
}

/** The accounts of an AWS organization, and which of them is its management account. */
export interface Organization extends RunOrganization {
  /** By account ID, the management account too. */
  readonly accounts: ReadonlyMap<string, MemberAccount>;
}

/**
 * Lists the whole organization.
 * @throws IncompleteAnswerError where the list cannot be the whole one: the management account is in every such list
 */
export async function listOrganization(client: OrganizationsClient): Promise<Organization> {
  const call = 'organizations:ListAccounts';
  const organization = await describeOrganization(client);
  const management = organization.managementAccountId;
  const listed = await listAll({
    ...organizationsListing,
    call,
    read: (NextToken?: string) => client.send(new ListAccountsCommand({ NextToken })),
    items: ({ Accounts }) => Accounts,
    id: ({ Id }) => Id,
  });
  const accounts = new Map(
    listed.map((account) => [account.Id ?? '', memberAccount(account.Id ?? '', account)]),
  );
  if (!accounts.has(management))
    throw new IncompleteAnswerError(call, `the management account ${management} is not in its list`);
  return { ...organization, managementAccountName: accounts.get(management)?.name, accounts };
}

/**
 * How the lists of Organizations go on: a page may be empty and still have a successor. They end where the token is
 * null, that is missing: an empty one says that more follows, and not how to get it.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export const organizationsListing = {
  marker: ({ NextToken }: { NextToken?: string | undefined }) => NextToken,
  isTruncated: ({ NextToken }: { NextToken?: string | undefined }) => NextToken === '',
};

/**
 * The organization and its management account.
 * @throws IncompleteAnswerError where Organizations does not say which one it is: then nobody could keep away from it
 */
export async function describeOrganization(client: OrganizationsClient): Promise<RunOrganization> {
  const { Organization } = await client.send(new DescribeOrganizationCommand({}));
  const call = 'organizations:DescribeOrganization';
  const managementAccountId = contentOf(call, 'the management account', Organization?.MasterAccountId);
  return { id: Organization?.Id, managementAccountId };
}

/** One account as Organizations describes it. @throws IncompleteAnswerError where the answer is not about it */
export async function describeAccount(
  client: OrganizationsClient,
  AccountId: string,
): Promise<OrganizationAccount> {
  const { Account } = await client.send(new DescribeAccountCommand({ AccountId }));
  const isAsked = Account?.Id === AccountId;
  return contentOf('organizations:DescribeAccount', `account ${AccountId}`, isAsked ? Account : undefined);
}

/**
 * An account as Organizations describes it, in the words of this app. `State` replaces `Status`, which AWS retired on
 * 2026-09-09; an old endpoint may still send only the latter.
 */
export function memberAccount(accountId: string, account: OrganizationAccount): MemberAccount {
  return {
    accountId,
    name: account.Name ?? '',
    email: account.Email ?? '',
    path: account.Paths?.[0],
    joinedMethod: account.JoinedMethod,
    joinedAt: account.JoinedTimestamp?.toISOString(),
    state: account.State ?? account.Status,
  };
}

/**
 * Whether an account in this state can be worked in: one that is to be closed still works.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
 */
export function isOpen(state: string): boolean {
  return state === 'ACTIVE' || state === 'PENDING_CLOSURE';
}

/**
 * The IDs of all accounts in an organizational unit (or the root) and in the units below it.
 * @throws IncompleteAnswerError where units are nested deeper than there can be any
 */
export async function accountsIn(
  client: OrganizationsClient,
  ParentId: string,
  depth = 0,
): Promise<string[]> {
  if (depth > deepestUnit) throw new IncompleteAnswerError(unitsCall, `its units are nested ${depth} deep`);
  const accounts = await listAll({
    ...organizationsListing,
    call: 'organizations:ListAccountsForParent',
    read: (NextToken?: string) => client.send(new ListAccountsForParentCommand({ ParentId, NextToken })),
    items: ({ Accounts }) => Accounts,
    id: ({ Id }) => Id,
  });
  const units = await unitsIn(client, ParentId);
  const ids = accounts.map(({ Id = '' }) => Id);
  for (const { Id = '' } of units) ids.push(...(await accountsIn(client, Id, depth + 1)));
  return ids;
}

const unitsCall = 'organizations:ListOrganizationalUnitsForParent';

/** The organizational units right below another one, or the root. */
export function unitsIn(client: OrganizationsClient, ParentId: string): Promise<OrganizationalUnit[]> {
  return listAll({
    ...organizationsListing,
    call: unitsCall,
    read: (NextToken?: string) =>
      client.send(new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken })),
    items: ({ OrganizationalUnits }) => OrganizationalUnits,
    id: ({ Id }) => Id,
  });
}

/**
 * Below a root, units are nested five deep at most; one that is in itself would never end.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const deepestUnit = 5;
