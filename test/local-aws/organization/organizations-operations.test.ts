import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  type OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { refusalOf, startFixture } from './fixture';

async function pagesOf(client: OrganizationsClient, MaxResults?: number): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of paginateListAccounts({ client }, { MaxResults })) {
    pages.push((page.Accounts ?? []).map(({ Id = '' }) => Id));
  }
  return pages;
}

describe('ListAccounts', () => {
  it('lists the management account and every member account once', async () => {
    const { organizations, organization } = await startFixture({ accounts: 50 });
    const { managementAccount, accounts } = organization;
    const pages = await pagesOf(organizations());
    expect(pages.flat()).toEqual([managementAccount, ...accounts].map(({ id }) => id));
    expect(pages.map((page) => page.length)).toEqual([0, 20, 20, 0, 11]);
  });

  it.each([
    [2, undefined, [3]],
    [9, undefined, [10]],
    [12, undefined, [0, 13]],
    [12, 5, [0, 5, 5, 0, 3]],
  ])('gives %i members %s at a time in pages of %j', async (accounts, size, lengths) => {
    const { organizations } = await startFixture({ accounts });
    const pages = await pagesOf(organizations(), size);
    expect(pages.map((page) => page.length)).toEqual(lengths);
  });

  it.each([
    [{ MaxResults: 21 }, 'MAX_VALUE_EXCEEDED'],
    [{ MaxResults: 0 }, 'MIN_VALUE_EXCEEDED'],
    [{ NextToken: 'made up' }, 'INVALID_PAGINATION_TOKEN'],
  ])('refuses %j', async (input, Reason) => {
    const { organizations } = await startFixture();
    const call = organizations().send(new ListAccountsCommand(input));
    await expect(call).rejects.toMatchObject({ name: 'InvalidInputException', Reason });
  });
});

describe('DescribeAccount', () => {
  it('gives State and no Status', async () => {
    const { organizations, organization, account } = await startFixture();
    const suspended = account('suspended');
    const { Account } = await organizations().send(new DescribeAccountCommand({ AccountId: suspended.id }));
    const { id, rootId, managementAccount } = organization;
    expect(Account).toEqual({
      Id: suspended.id,
      Arn: `arn:aws:organizations::${managementAccount.id}:account/${id}/${suspended.id}`,
      Email: suspended.email,
      Name: suspended.name,
      State: 'SUSPENDED',
      Paths: [`${id}/${rootId}/${suspended.parentId}/${suspended.id}/`],
      JoinedMethod: suspended.joinedMethod,
      JoinedTimestamp: new Date(suspended.joinedTimestamp),
    });
  });

  it.each([
    ['111122223333', 'AccountNotFoundException'],
    ['not an ID', 'InvalidInputException'],
  ])('refuses %s with %s', async (AccountId, name) => {
    const { organizations } = await startFixture();
    const call = organizations().send(new DescribeAccountCommand({ AccountId }));
    expect(await refusalOf(call)).toMatchObject({ name, status: 400 });
  });
});

describe('DescribeOrganization', () => {
  it('names the management account', async () => {
    const { organizations, organization } = await startFixture();
    const { Organization } = await organizations().send(new DescribeOrganizationCommand({}));
    const { id, managementAccount } = organization;
    expect(Organization).toEqual({
      Id: id,
      Arn: `arn:aws:organizations::${managementAccount.id}:organization/${id}`,
      FeatureSet: 'ALL',
      MasterAccountArn: `arn:aws:organizations::${managementAccount.id}:account/${id}/${managementAccount.id}`,
      MasterAccountId: managementAccount.id,
      MasterAccountEmail: managementAccount.email,
      AvailablePolicyTypes: [],
    });
  });
});

describe('the tree', () => {
  it('leads from the root through nested organizational units to every account', async () => {
    const { organizations, organization } = await startFixture({ accounts: 40 });
    const client = organizations();
    const { Roots = [] } = await client.send(new ListRootsCommand({}));
    const accountsUnder = async (ParentId = ''): Promise<string[]> => {
      const accounts: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListAccountsForParentCommand({ ParentId, NextToken }));
        accounts.push(...(page.Accounts ?? []).map(({ Id = '' }) => Id));
        NextToken = page.NextToken;
      } while (NextToken);
      const units = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
      for (const { Id } of units.OrganizationalUnits ?? []) accounts.push(...(await accountsUnder(Id)));
      return accounts;
    };
    const everyone = [organization.managementAccount, ...organization.accounts].map(({ id }) => id);
    expect((await accountsUnder(Roots[0]?.Id)).sort()).toEqual(everyone.sort());
  });

  it('gives units their name and path', async () => {
    const { organizations, organization } = await startFixture();
    const workloads = organization.organizationalUnits[0]?.id;
    const { OrganizationalUnits } = await organizations().send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: workloads }),
    );
    expect(
      OrganizationalUnits?.map(({ Name, Path, Id }) => ({
        Name,
        isAtPath: Path?.endsWith(`/${workloads}/${Id}/`),
      })),
    ).toEqual([
      { Name: 'Production', isAtPath: true },
      { Name: 'Development', isAtPath: true },
    ]);
  });

  it.each([
    [
      'ParentNotFoundException',
      (client: OrganizationsClient) =>
        client.send(new ListAccountsForParentCommand({ ParentId: 'ou-none-12345678' })),
    ],
    [
      'InvalidInputException',
      (client: OrganizationsClient) =>
        client.send(new ListAccountsForParentCommand({ ParentId: '111122223333' })),
    ],
  ])('answers %s for what is not there', async (name, send) => {
    const { organizations } = await startFixture();
    expect(await refusalOf(send(organizations()))).toMatchObject({ name, status: 400 });
  });
});
