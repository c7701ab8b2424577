import {
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../local-aws/organization/organization';
import { countCredentials } from '../../../local-aws/organization/organization';
import { DELETE, refusalOf, startFixture } from './fixture';

const CREATE = 'IAMCreateRootUserPassword';

/** Each way to take a credential away: the call, given the account as it was at first. */
const DELETIONS: [string, (client: IAMClient, before: Account) => Promise<unknown>, string, number][] = [
  [
    'DeleteAccessKey',
    (client, { credentials: { accessKeys } }) =>
      client.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeys[0]?.accessKeyId })),
    'accessKeys',
    1,
  ],
  [
    'DeleteSigningCertificate',
    (client, { credentials: { signingCertificates } }) =>
      client.send(
        new DeleteSigningCertificateCommand({ CertificateId: signingCertificates[0]?.certificateId }),
      ),
    'signingCertificates',
    0,
  ],
  [
    'DeactivateMFADevice',
    (client, { credentials: { mfaDevices } }) =>
      client.send(new DeactivateMFADeviceCommand({ SerialNumber: mfaDevices[0]?.serialNumber })),
    'mfaDevices',
    1,
  ],
];

describe.each(DELETIONS)('%s', (operation, remove, kind, left) => {
  it('takes away the one credential it names and nothing else', async () => {
    const { rootOf, account, organization } = await startFixture();
    const before = structuredClone(account('every-kind-of-credential'));
    await remove(await rootOf('every-kind-of-credential', DELETE), before);
    const { credentials } = account('every-kind-of-credential');
    expect({ ...credentials, [kind]: [] }).toEqual({ ...before.credentials, [kind]: [] });
    expect(credentials).toHaveProperty(`${kind}.length`, left);
    expect(organization.events.at(-1)).toMatchObject({ type: 'deleted', operation: `iam:${operation}` });
  });

  it('answers NoSuchEntity the second time', async () => {
    const { rootOf, account } = await startFixture();
    const before = structuredClone(account('every-kind-of-credential'));
    const client = await rootOf('every-kind-of-credential', DELETE);
    await remove(client, before);
    const refusal = await refusalOf(remove(client, before));
    expect(refusal).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  });

  it('reaches no account but its own', async () => {
    const { rootOf, account, organization } = await startFixture();
    const others = countCredentials(organization);
    const client = await rootOf('clean', DELETE);
    const refusal = await refusalOf(remove(client, account('every-kind-of-credential')));
    expect(refusal).toMatchObject({ name: 'NoSuchEntityException' });
    expect(countCredentials(organization)).toBe(others);
  });

  it('touches no member account without a session', async () => {
    const { iam, account, organization } = await startFixture();
    const before = structuredClone(organization.accounts);
    const refusal = await refusalOf(remove(iam(), account('every-kind-of-credential')));
    expect(refusal).toMatchObject({ name: 'NoSuchEntityException' });
    expect(organization.accounts).toEqual(before);
  });
});

describe('DeleteLoginProfile', () => {
  it('takes the password away, once', async () => {
    const { rootOf, account } = await startFixture();
    const client = await rootOf('password-and-mfa', DELETE);
    await client.send(new DeleteLoginProfileCommand({}));
    const refusal = await refusalOf(client.send(new DeleteLoginProfileCommand({})));
    expect(account('password-and-mfa').credentials).toEqual({
      accessKeys: [],
      signingCertificates: [],
      mfaDevices: [expect.anything()],
    });
    expect(refusal).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  });

  it("without a session concerns the operator's own password", async () => {
    const { iam, organization } = await startFixture();
    const { operator, accounts } = organization;
    const before = structuredClone(accounts);
    expect(await refusalOf(iam().send(new DeleteLoginProfileCommand({})))).toMatchObject({
      name: 'NoSuchEntityException',
    });
    operator.credentials.loginProfile = { createDate: '2026-01-01T00:00:00Z' };
    await iam().send(new DeleteLoginProfileCommand({}));
    expect(operator.credentials).not.toHaveProperty('loginProfile');
    expect(accounts).toEqual(before);
  });
});

describe('CreateLoginProfile', () => {
  it('lets the root user have a password again', async () => {
    const { rootOf, account, clock } = await startFixture();
    const client = await rootOf('clean', CREATE);
    const { LoginProfile } = await client.send(new CreateLoginProfileCommand({}));
    expect(LoginProfile).toEqual({ CreateDate: clock.now(), PasswordResetRequired: false });
    expect(account('clean').credentials.loginProfile).toEqual({ createDate: '2026-11-23T12:00:00Z' });
  });

  it('refuses a second password', async () => {
    const { rootOf } = await startFixture();
    const client = await rootOf('password-and-mfa', CREATE);
    const refusal = await refusalOf(client.send(new CreateLoginProfileCommand({})));
    expect(refusal).toMatchObject({ name: 'EntityAlreadyExistsException', status: 409 });
  });
});

describe('bad input', () => {
  it.each([
    ['accessKeyId', (client: IAMClient) => client.send(new DeleteAccessKeyCommand({ AccessKeyId: '' }))],
    [
      'serialNumber',
      (client: IAMClient) => client.send(new DeactivateMFADeviceCommand({ SerialNumber: '' })),
    ],
  ])('such as no %s is named', async (name, send) => {
    const { rootOf } = await startFixture();
    const client = await rootOf('every-kind-of-credential', DELETE);
    const refusal = await refusalOf(send(client));
    expect(refusal).toEqual({
      name: 'ValidationError',
      status: 400,
      message: expect.stringContaining(name),
    });
  });
});

describe('trouble', () => {
  it.each([
    ['failing-key-deletion', 'DeleteAccessKey', 2],
    ['failing-password-deletion', 'DeleteLoginProfile', 2],
  ] as const)('in an account that is %s never lets %s through', async (kind, operation, held) => {
    const { rootOf, account } = await startFixture({ trouble: true });
    const client = await rootOf(kind, DELETE);
    const AccessKeyId = account(kind).credentials.accessKeys[0]?.accessKeyId;
    const call =
      operation === 'DeleteAccessKey'
        ? client.send(new DeleteAccessKeyCommand({ AccessKeyId }))
        : client.send(new DeleteLoginProfileCommand({}));
    expect(await refusalOf(call)).toMatchObject({ name: 'ServiceFailureException', status: 500 });
    expect(countCredentials({ accounts: [account(kind)] })).toBe(held);
  });
});
