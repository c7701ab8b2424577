import '../support/quiet';
import { ListOrganizationalUnitsForParentCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withUnitNames } from '../../../lambdas/organization/unit-names';
import { logger } from '../../../lambdas/skeleton/logger';
import { awsError } from '../support/aws-error';
import { memberOf } from '../support/organization';

const organizations = mockClient(OrganizationsClient);
const client = new OrganizationsClient({});
const at = (accountId: string, ...units: string[]) => ({
  ...memberOf(accountId),
  path: ['o-1', 'r-1', ...units, accountId, ''].join('/'),
});
const accounts = [
  at('222222222222', 'ou-1', 'ou-2'),
  at('333333333333', 'ou-1', 'ou-3'),
  at('444444444444', 'ou-9'),
  at('555555555555'),
  memberOf('666666666666'),
];
const named = async () =>
  (await withUnitNames(client, accounts)).map(({ organizationalUnits }) => organizationalUnits);
const asked = () => organizations.calls().map(({ firstArg }) => firstArg.input.ParentId);

describe('the names of the units that accounts are in', () => {
  beforeEach(() => {
    organizations.reset();
    const units = (ParentId: string, OrganizationalUnits: object[]) =>
      organizations
        .on(ListOrganizationalUnitsForParentCommand, { ParentId })
        .resolves({ OrganizationalUnits });
    units('r-1', [{ Id: 'ou-1', Name: 'Workloads' }]);
    units('ou-1', [
      { Id: 'ou-2', Name: 'Production' },
      { Id: 'ou-3', Name: 'Test' },
    ]);
  });

  it('come from the root down; of a unit that is not listed, and without a path, there are none', async () => {
    expect(await named()).toEqual([
      ['Workloads', 'Production'],
      ['Workloads', 'Test'],
      undefined,
      [],
      undefined,
    ]);
  });

  it('are asked for once for each unit above another one', async () => {
    await named();
    expect(asked()).toEqual(['r-1', 'ou-1']);
  });

  it('stop nothing where they cannot be read', async () => {
    const warned = vi.spyOn(logger, 'warn').mockReturnValue();
    organizations.on(ListOrganizationalUnitsForParentCommand).rejects(awsError('AccessDeniedException'));
    expect(await withUnitNames(client, accounts)).toEqual(accounts);
    expect(warned).toHaveBeenCalledOnce();
  });
});
