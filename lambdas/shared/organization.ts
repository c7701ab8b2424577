import {
  DescribeOrganizationCommand,
  type Account as OrganizationAccount,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import type { Account } from './model';

export interface MemberAccount extends Account {
  /** `undefined` where Organizations said neither `State` nor `Status`. */
  readonly state: string | undefined;
}

export interface Organization {
  readonly managementAccountId: string;
  /** By account ID, the management account too. */
  readonly accounts: ReadonlyMap<string, MemberAccount>;
}

/** The whole organization. A page may be empty and still have a successor, which the SDK's paginators know. */
export async function listOrganization(client: OrganizationsClient): Promise<Organization> {
  const management = await managementAccountId(client);
  const accounts = new Map<string, MemberAccount>();
  for await (const page of paginateListAccounts({ client }, {})) {
    for (const account of page.Accounts ?? []) {
      if (account.Id) accounts.set(account.Id, memberAccount(account.Id, account));
    }
  }
  return { managementAccountId: management, accounts };
}

/** @throws Error where Organizations does not say which one it is: then nobody could keep away from it */
export async function managementAccountId(client: OrganizationsClient): Promise<string> {
  const { Organization } = await client.send(new DescribeOrganizationCommand({}));
  if (Organization?.MasterAccountId) return Organization.MasterAccountId;
  throw new Error('Organizations answered without a management account.');
}

/** `State` replaces `Status`, which AWS retired on 2026-09-09; an old endpoint may still send only the latter. */
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

/** The IDs of all accounts in an organizational unit (or the root) and in the units below it. */
export async function accountsIn(client: OrganizationsClient, ParentId: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of paginateListAccountsForParent({ client }, { ParentId })) {
    ids.push(...(page.Accounts ?? []).flatMap(({ Id }) => Id ?? []));
  }
  for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId })) {
    for (const { Id } of page.OrganizationalUnits ?? []) {
      if (Id) ids.push(...(await accountsIn(client, Id)));
    }
  }
  return ids;
}
