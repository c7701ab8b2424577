import { GetUserCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import {
  DescribeOrganizationCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListDelegatedAdministratorsCommand,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { makeAccessKey } from '../../support/account-owner';
import { AUDIT, assumeRootCommand, refusalOf, startFixture } from './fixture';

const identityOf = async (client: STSClient) => {
  const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}));
  return { Account, Arn, UserId };
};

/** A fixture with an access key of this root user. */
async function asRootUser(of: 'management' | 'member') {
  const fixture = await startFixture();
  const account = of === 'member' ? fixture.account('clean') : fixture.organization.managementAccount;
  const { accessKeyId } = makeAccessKey(account, fixture.clock.now());
  return { ...fixture, account, key: { accessKeyId, secretAccessKey: 'any' } };
}

describe("the operator's role in a member account", () => {
  it.each(['delegated-administrator', 'member'] as const)('of the %s has a name', async (caller) => {
    const { sts, organization } = await startFixture({ caller });
    const { accountId, userId } = organization.operator;
    expect(accountId).not.toBe(organization.managementAccount.id);
    expect(await identityOf(sts())).toEqual({
      Account: accountId,
      Arn: `arn:aws:sts::${accountId}:assumed-role/OrganizationAdministrator/operator`,
      UserId: `${userId.replace('AIDA', 'AROA')}:operator`,
    });
  });

  it('opens root sessions as delegated administrator', async () => {
    const { assumeRoot, account } = await startFixture({ caller: 'delegated-administrator' });
    expect((await assumeRoot(account('old-access-keys').id)).sessionToken).toMatch(/^.{300,}$/);
  });

  it('opens none in any other account', async () => {
    const { sts, account, organization } = await startFixture({ caller: 'member' });
    const { accountId } = organization.operator;
    expect(await refusalOf(sts().send(assumeRootCommand(account('clean').id, AUDIT)))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `arn:aws:sts::${accountId}:assumed-role/OrganizationAdministrator/operator is not authorized to perform: sts:AssumeRoot`,
      ),
    });
  });

  it('is bound by service control policies', async () => {
    const { sts, account, organization } = await startFixture({ caller: 'delegated-administrator' });
    const document = { Statement: [{ Effect: 'Deny', Action: 'sts:AssumeRoot', Resource: '*' }] };
    organization.serviceControlPolicies = [{ name: 'Deny', targets: [organization.rootId], document }];
    expect(await refusalOf(sts().send(assumeRootCommand(account('clean').id, AUDIT)))).toMatchObject({
      message: expect.stringMatching(/ with an explicit deny in a service control policy$/),
    });
  });

  it('has no IAM user', async () => {
    const { iam } = await startFixture({ caller: 'member' });
    expect(await refusalOf(iam().send(new GetUserCommand({})))).toEqual({
      name: 'ValidationError',
      status: 400,
      message: 'Must specify userName when calling with non-User credentials',
    });
  });
});

describe('AWS Organizations', () => {
  const enable = new EnableAWSServiceAccessCommand({ ServicePrincipal: 'config.amazonaws.com' });
  const refused = {
    name: 'AccessDeniedException',
    status: 400,
    message: "You don't have permissions to access this resource.",
  };

  it('may be read by the delegated administrator, and changed by the management account only', async () => {
    const { organizations } = await startFixture({ caller: 'delegated-administrator' });
    const { Accounts } = await organizations().send(new ListAccountsCommand({}));
    expect(Accounts).toBeDefined();
    expect(await refusalOf(organizations().send(enable))).toEqual(refused);
  });

  it('shows every other account the organization and nothing else', async () => {
    const { organizations, organization } = await startFixture({ caller: 'member' });
    const { Organization } = await organizations().send(new DescribeOrganizationCommand({}));
    expect(Organization?.Id).toBe(organization.id);
    for (const command of [new ListAccountsCommand({}), new ListDelegatedAdministratorsCommand({})])
      expect(await refusalOf(organizations().send(command))).toEqual(refused);
  });
});

describe("a root user's own access key", () => {
  it.each(['management', 'member'] as const)('names the root user of the %s account', async (of) => {
    const { sts, account, key } = await asRootUser(of);
    const { id } = account;
    expect(await identityOf(sts(key))).toEqual({ Account: id, Arn: `arn:aws:iam::${id}:root`, UserId: id });
  });

  it.each(['management', 'member'] as const)('of the %s account opens no root session', async (of) => {
    const { sts, organization, key } = await asRootUser(of);
    const target = organization.accounts[0]?.id ?? '';
    expect(await refusalOf(sts(key).send(assumeRootCommand(target, AUDIT)))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });

  it('may do everything in its account', async () => {
    const { iam, key } = await asRootUser('member');
    const { AccessKeyMetadata } = await iam(key).send(new ListAccessKeysCommand({}));
    expect(AccessKeyMetadata).toHaveLength(1);
  });

  it('is good for nothing while it is inactive', async () => {
    const { sts, account, key } = await asRootUser('member');
    for (const accessKey of account.credentials.accessKeys) accessKey.status = 'Inactive';
    expect(await refusalOf(sts(key).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'InvalidClientTokenId',
      status: 403,
    });
  });
});
