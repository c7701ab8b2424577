import '../support/quiet';
import { ListOrganizationalUnitsForParentCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { unitNames, withUnits } from '../../../lambdas/organization/unit-names';
import { awsError } from '../support/aws-error';
import { memberOf } from '../support/organization';

const mock = mockClient(OrganizationsClient);
const client = new OrganizationsClient({});
const atRoot = { ...memberOf('222222222222'), path: 'o-1/r-ab12/222222222222/' };
const inProduction = { ...memberOf('333333333333'), path: 'o-1/r-ab12/ou-work/ou-prod/333333333333/' };
const besides = { ...memberOf('444444444444'), path: 'o-1/r-ab12/ou-lab/444444444444/' };
const nowhere = memberOf('555555555555');

const namesIn = async (accounts: (typeof atRoot | typeof nowhere)[], now?: () => number) =>
  withUnits(accounts, await unitNames(client, accounts, now)).map((account) =>
    'units' in account ? account.units : 'none',
  );

describe('unitNames', () => {
  beforeEach(() => {
    mock.reset();
    mock.on(ListOrganizationalUnitsForParentCommand).callsFake(({ ParentId }) => ({
      OrganizationalUnits:
        ParentId === 'r-ab12'
          ? [{ Id: 'ou-work', Name: 'Workloads' }, { Id: 'ou-lab' }]
          : [{ Id: 'ou-prod', Name: 'Production' }],
    }));
  });

  it('names the units above each account, and says the ID of one without a name', async () => {
    expect(await namesIn([atRoot, inProduction, besides, nowhere])).toEqual([
      [],
      ['Workloads', 'Production'],
      ['ou-lab'],
      'none',
    ]);
  });

  it('asks once about each parent, and not about what no account is in', async () => {
    await namesIn([inProduction, inProduction, besides]);
    const parents = mock.calls().map(({ args: [{ input }] }) => input);
    expect(parents).toEqual([{ ParentId: 'r-ab12' }, { ParentId: 'ou-work' }]);
  });

  it('asks nothing where all accounts are at the root', async () => {
    expect(await namesIn([atRoot, nowhere])).toEqual([[], 'none']);
    expect(mock.calls()).toEqual([]);
  });

  it('goes on with the IDs where Organizations fails', async () => {
    mock
      .on(ListOrganizationalUnitsForParentCommand, { ParentId: 'ou-work' })
      .rejects(awsError('AccessDeniedException'));
    expect(await namesIn([inProduction])).toEqual([['Workloads', 'ou-prod']]);
  });

  it('goes on with the IDs after a minute', async () => {
    let minutes = 0;
    const now = () => 60_001 * minutes++;
    expect(await namesIn([inProduction], now)).toEqual([['ou-work', 'ou-prod']]);
  });
});
