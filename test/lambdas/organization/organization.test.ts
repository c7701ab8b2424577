import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountsIn, listOrganization } from '../../../lambdas/organization/organization';
import { awsError } from '../support/aws-error';
import {
  listedAccount,
  managementAccountId,
  memberOf,
  organizationId,
  organizationOf,
} from '../support/organization';

const mock = mockClient(OrganizationsClient);
const client = new OrganizationsClient({});

describe('listOrganization', () => {
  beforeEach(() => {
    mock.reset();
  });

  it('reads every page, past empty ones, and knows the management account', async () => {
    const ids = [managementAccountId, '222222222222', '333333333333'];
    organizationOf(
      mock,
      ids.map((id) => listedAccount(id)),
    );
    expect(await listOrganization(client)).toEqual({
      id: organizationId,
      managementAccountId,
      managementAccountName: 'Account 1',
      accounts: new Map(ids.map((id) => [id, { ...memberOf(id), state: 'ACTIVE' }])),
    });
  });

  it.each([
    ['State', { State: 'SUSPENDED' }, 'SUSPENDED'],
    ['State, whatever Status says', { State: 'ACTIVE', Status: 'SUSPENDED' }, 'ACTIVE'],
    ['State, where Status still says active', { State: 'CLOSED', Status: 'ACTIVE' }, 'CLOSED'],
    ['Status where there is no State', { Status: 'SUSPENDED' }, 'SUSPENDED'],
    ['neither', {}, undefined],
  ] as const)('reads %s', async (_, said, state) => {
    organizationOf(mock, [listedAccount(managementAccountId), listedAccount('222222222222', said)]);
    expect((await listOrganization(client)).accounts.get('222222222222')?.state).toBe(state);
  });

  it('keeps an account without a name or an email', async () => {
    organizationOf(mock, [listedAccount(managementAccountId), { Id: '222222222222', State: 'ACTIVE' }]);
    expect((await listOrganization(client)).accounts.get('222222222222')).toEqual({
      accountId: '222222222222',
      name: '',
      email: '',
      state: 'ACTIVE',
    });
  });

  it.each([{}, { Organization: {} }])('fails where the organization is %j', async (answer) => {
    organizationOf(mock, [listedAccount(managementAccountId)]);
    mock.on(DescribeOrganizationCommand).resolves(answer);
    await expect(listOrganization(client)).rejects.toThrow('the management account is missing');
  });

  it('fails where a later page fails, rather than work on half an organization', async () => {
    organizationOf(mock, [listedAccount('222222222222')]);
    mock
      .on(ListAccountsCommand)
      .resolvesOnce({ Accounts: [listedAccount('222222222222')], NextToken: '1' })
      .rejects(awsError('TooManyRequestsException'));
    await expect(listOrganization(client)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });
});

describe('accountsIn', () => {
  beforeEach(() => {
    mock.reset();
    organizationOf(mock, [], {
      'r-ab12': { accounts: ['111111111111'], units: ['ou-ab12-workload', 'ou-ab12-sandboxx'] },
      'ou-ab12-workload': { accounts: ['222222222222', '333333333333'], units: ['ou-ab12-prodprod'] },
      'ou-ab12-prodprod': { accounts: ['444444444444'] },
      'ou-ab12-sandboxx': {},
    });
  });

  it.each([
    ['the root', 'r-ab12', ['111111111111', '222222222222', '333333333333', '444444444444']],
    ['a unit with units below it', 'ou-ab12-workload', ['222222222222', '333333333333', '444444444444']],
    ['a unit without', 'ou-ab12-prodprod', ['444444444444']],
    ['an empty unit', 'ou-ab12-sandboxx', []],
  ])('finds every account in %s', async (_, unit, ids) => {
    expect(await accountsIn(client, unit)).toEqual(ids);
  });

  it.each([{}, { Accounts: [{}], OrganizationalUnits: [{}] }])('fails where it gets %j', async (page) => {
    mock.on(ListAccountsForParentCommand).resolves(page);
    mock.on(ListOrganizationalUnitsForParentCommand).resolves(page);
    await expect(accountsIn(client, 'r-ab12')).rejects.toMatchObject({ name: 'IncompleteAnswerError' });
  });

  it('fails where a unit below cannot be read, rather than leave its accounts out', async () => {
    mock.on(ListAccountsForParentCommand, { ParentId: 'ou-ab12-prodprod' }).rejects(awsError('AccessDenied'));
    await expect(accountsIn(client, 'r-ab12')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
