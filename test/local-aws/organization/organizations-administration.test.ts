import {
  EnableAWSServiceAccessCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  type OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { NOW, refusalOf, startFixture } from './fixture';

const IAM = 'iam.amazonaws.com';
const ServicePrincipal = IAM;
const register = (client: OrganizationsClient, AccountId: string, service = IAM) =>
  client.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal: service }));
const administratorsOf = async (client: OrganizationsClient, service?: string) =>
  (await client.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal: service })))
    .DelegatedAdministrators;
const trusted = async (client: OrganizationsClient) =>
  (await client.send(new ListAWSServiceAccessForOrganizationCommand({}))).EnabledServicePrincipals;

describe('trusted access', () => {
  it('is listed with its date', async () => {
    const { organizations } = await startFixture();
    expect(await trusted(organizations())).toEqual([
      { ServicePrincipal, DateEnabled: new Date('2026-01-27T00:00:00Z') },
    ]);
  });

  it('is enabled once, however often it is asked for', async () => {
    const { organizations, clock } = await startFixture({ trustedAccess: false });
    const client = organizations();
    await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    clock.advance(60_000);
    await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    expect(await trusted(client)).toEqual([{ ServicePrincipal, DateEnabled: NOW }]);
  });

  it.each([
    [{ ServicePrincipal: '' }, 'INPUT_REQUIRED'],
    [{ ServicePrincipal: 'iam amazonaws' }, 'INVALID_PATTERN'],
  ])('refuses %j', async (input, Reason) => {
    const { organizations } = await startFixture();
    const call = organizations().send(new EnableAWSServiceAccessCommand(input));
    await expect(call).rejects.toMatchObject({ name: 'InvalidInputException', Reason });
  });
});

describe('delegated administrators', () => {
  it('are registered and listed', async () => {
    const { organizations, organization, account } = await startFixture();
    const { id, email, name, joinedMethod, joinedTimestamp } = account('clean');
    const client = organizations();
    await register(client, id);
    expect(await administratorsOf(client, IAM)).toEqual([
      {
        Id: id,
        Arn: `arn:aws:organizations::${organization.managementAccount.id}:account/${organization.id}/${id}`,
        Email: email,
        Name: name,
        State: 'ACTIVE',
        JoinedMethod: joinedMethod,
        JoinedTimestamp: new Date(joinedTimestamp),
        DelegationEnabledDate: NOW,
      },
    ]);
  });

  it('are listed for the service that was asked for only', async () => {
    const { organizations } = await startFixture({ delegatedAdministrator: true });
    expect(await administratorsOf(organizations(), 'config.amazonaws.com')).toEqual([]);
    expect(await administratorsOf(organizations())).toHaveLength(1);
  });

  it('are registered once', async () => {
    const { organizations, account } = await startFixture({ delegatedAdministrator: true });
    expect(await refusalOf(register(organizations(), account('clean').id))).toEqual({
      name: 'AccountAlreadyRegisteredException',
      status: 400,
      message: 'The provided account is already a delegated administrator for your organization.',
    });
  });

  it.each([
    ['CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR', 'management', IAM],
    ['CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR', 'suspended', IAM],
    ['SERVICE_ACCESS_NOT_ENABLED', 'clean', 'config.amazonaws.com'],
  ] as const)('refuses with %s an account that is %s for %s', async (Reason, which, service) => {
    const { organizations, organization, account } = await startFixture();
    const { id } = which === 'management' ? organization.managementAccount : account(which);
    await expect(register(organizations(), id, service)).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason,
    });
  });

  it.each([
    ['AccountNotFoundException', (client: OrganizationsClient) => register(client, '111122223333')],
    ['InvalidInputException', (client: OrganizationsClient) => register(client, 'me')],
  ])('answers %s for an account that is not one', async (name, send) => {
    const { organizations } = await startFixture();
    expect(await refusalOf(send(organizations()))).toMatchObject({ name, status: 400 });
  });
});
