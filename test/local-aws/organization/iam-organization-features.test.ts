import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  type IAMClient,
  ListOrganizationsFeaturesCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { AUDIT, assumeRootCommand, refusalOf, startFixture } from './fixture';

const list = (client: IAMClient) => client.send(new ListOrganizationsFeaturesCommand({}));
const OPERATIONS = {
  list,
  enableCredentials: (client: IAMClient) =>
    client.send(new EnableOrganizationsRootCredentialsManagementCommand({})),
  enableSessions: (client: IAMClient) => client.send(new EnableOrganizationsRootSessionsCommand({})),
};
const ALL = Object.entries(OPERATIONS);
const both = ['RootCredentialsManagement', 'RootSessions'];

describe('centralized root access', () => {
  it.each([
    ['none', []],
    ['credentials', ['RootCredentialsManagement']],
    ['all', both],
  ] as const)('lists the features of an organization with %s', async (features, expected) => {
    const { iam, organization } = await startFixture({ features });
    const { OrganizationId, EnabledFeatures } = await list(iam());
    expect({ OrganizationId, EnabledFeatures }).toEqual({
      OrganizationId: organization.id,
      EnabledFeatures: expected,
    });
  });

  it.each([
    ['none', 'enableCredentials', ['RootCredentialsManagement']],
    ['none', 'enableSessions', ['RootSessions']],
    ['credentials', 'enableSessions', both],
    ['credentials', 'enableCredentials', ['RootCredentialsManagement']],
  ] as const)('goes from %s by %s to %j', async (features, operation, expected) => {
    const { iam, organization } = await startFixture({ features });
    expect((await OPERATIONS[operation](iam())).EnabledFeatures).toEqual(expected);
    expect(organization.organizationFeatures).toEqual(expected);
  });

  it('logs each real change', async () => {
    const { iam, organization } = await startFixture({ features: 'credentials' });
    await OPERATIONS.enableCredentials(iam());
    await OPERATIONS.enableSessions(iam());
    expect(organization.events).toEqual([
      {
        at: '2026-11-23T12:00:00Z',
        type: 'changed',
        operation: 'iam:EnableOrganizationsRootSessions',
        accountId: organization.managementAccount.id,
        principal: `arn:aws:iam::${organization.managementAccount.id}:user/operator`,
        detail: 'RootSessions on',
      },
    ]);
  });
});

describe('refusals', () => {
  it.each(ALL)('%s needs trusted access', async (_name, send) => {
    const { iam } = await startFixture({ trustedAccess: false });
    expect(await refusalOf(send(iam()))).toMatchObject({
      name: 'ServiceAccessNotEnabledException',
      status: 400,
    });
  });

  it.each(ALL)('%s needs all features of the organization', async (_name, send) => {
    const { iam, organization } = await startFixture();
    organization.featureSet = 'CONSOLIDATED_BILLING';
    expect(await refusalOf(send(iam()))).toMatchObject({
      name: 'OrganizationNotInAllFeaturesModeException',
      status: 400,
    });
  });

  it.each(ALL)('%s is not for a member account', async (_name, send) => {
    const { iam } = await startFixture({ caller: 'member', delegatedAdministrator: true });
    expect(await refusalOf(send(iam()))).toMatchObject({
      name: 'AccountNotManagementOrDelegatedAdministratorException',
      status: 400,
    });
  });

  it('the delegated administrator may list', async () => {
    const { iam } = await startFixture({ caller: 'delegated-administrator' });
    expect((await list(iam())).EnabledFeatures).toEqual(both);
  });

  it.each(['enableCredentials', 'enableSessions'] as const)(
    'the delegated administrator may not %s',
    async (operation) => {
      const { iam } = await startFixture({ caller: 'delegated-administrator' });
      expect(await refusalOf(OPERATIONS[operation](iam()))).toMatchObject({
        name: 'CallerIsNotManagementAccountException',
        status: 400,
      });
    },
  );

  it('a root session may do none of it', async () => {
    const { rootOf } = await startFixture();
    const client = await rootOf('clean');
    expect(await refusalOf(list(client))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/iam:ListOrganizationsFeatures on resource: \* with an explicit deny/),
    });
  });
});

describe('AssumeRoot', () => {
  const TASKS = [
    AUDIT,
    'IAMDeleteRootUserCredentials',
    'IAMCreateRootUserPassword',
    'S3UnlockBucketPolicy',
    'SQSUnlockQueuePolicy',
  ];

  it.each([
    ['none', true, []],
    ['credentials', true, TASKS.slice(0, 3)],
    ['all', true, TASKS],
    ['all', false, []],
  ] as const)(
    'with %s and trusted access %s opens sessions for %j',
    async (features, trustedAccess, open) => {
      const { sts, account } = await startFixture({ features, trustedAccess });
      const outcomes = await Promise.allSettled(
        TASKS.map((task) => sts().send(assumeRootCommand(account('clean').id, task))),
      );
      expect(TASKS.filter((_task, index) => outcomes[index]?.status === 'fulfilled')).toEqual(open);
    },
  );

  it('is denied in the usual words where the feature is off', async () => {
    const { sts, account, organization } = await startFixture({ features: 'none' });
    const { id } = account('clean');
    expect(await refusalOf(sts().send(assumeRootCommand(id, AUDIT)))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${organization.managementAccount.id}:user/operator is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${id}:root`,
    });
  });
});
