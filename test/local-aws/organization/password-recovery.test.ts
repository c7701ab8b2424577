import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { addMfaDevice, makeAccessKey, recoverPassword } from '../../support/account-owner';
import { AUDIT, NOW, refusalOf, startFixture } from './fixture';

const TASK = 'IAMCreateRootUserPassword';

describe('CreateLoginProfile in a session for it', () => {
  it('allows password recovery, which can be read back', async () => {
    const { rootOf } = await startFixture();
    const client = await rootOf('clean', TASK);
    await client.send(new CreateLoginProfileCommand({}));
    const { LoginProfile } = await client.send(new GetLoginProfileCommand({}));
    expect(LoginProfile).toEqual({ CreateDate: NOW, PasswordResetRequired: false });
  });

  it('is known as created in the event log', async () => {
    const { rootOf, organization, account } = await startFixture();
    await (await rootOf('clean', TASK)).send(new CreateLoginProfileCommand({}));
    const { id } = account('clean');
    expect(organization.events.at(-1)).toEqual({
      at: '2026-11-23T12:00:00Z',
      type: 'created',
      operation: 'iam:CreateLoginProfile',
      accountId: id,
      principal: `arn:aws:iam::${id}:root`,
      detail: expect.stringMatching(/^login-profile@\d{4}-/),
    });
  });

  it.each([
    ['a password', { Password: 'correct horse' }, 'ValidationError', /Password must be omitted/],
    ['a user name', { UserName: 'root' }, 'AccessDenied', /on resource: user root with an explicit deny/],
  ])('takes no %s', async (_what, input, name, message) => {
    const { rootOf, account } = await startFixture();
    const client = await rootOf('clean', TASK);
    expect(await refusalOf(client.send(new CreateLoginProfileCommand(input)))).toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
    expect(account('clean').credentials.loginProfile).toBeUndefined();
  });

  it.each([
    ['GetAccountSummary', (client: IAMClient) => client.send(new GetAccountSummaryCommand({}))],
    ['DeleteLoginProfile', (client: IAMClient) => client.send(new DeleteLoginProfileCommand({}))],
    ['ListMFADevices', (client: IAMClient) => client.send(new ListMFADevicesCommand({}))],
  ])('allows no %s', async (_operation, send) => {
    const { rootOf } = await startFixture();
    const client = await rootOf('password-and-mfa', TASK);
    expect(await refusalOf(send(client))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });

  it('is denied in every other session', async () => {
    const { rootOf } = await startFixture();
    const client = await rootOf('clean', AUDIT);
    expect(await refusalOf(client.send(new CreateLoginProfileCommand({})))).toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe("the account's owner", () => {
  it('signs in with a recovered password, makes an access key and adds an MFA device', async () => {
    const { rootOf, account } = await startFixture();
    await (await rootOf('clean', TASK)).send(new CreateLoginProfileCommand({}));
    const later = new Date('2026-11-23T13:00:00Z');
    recoverPassword(account('clean'), later);
    const { accessKeyId } = makeAccessKey(account('clean'), later);
    const { serialNumber } = addMfaDevice(account('clean'), later);

    const audit = await rootOf('clean');
    expect((await audit.send(new GetUserCommand({}))).User?.PasswordLastUsed).toEqual(later);
    expect((await audit.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toEqual([
      { AccessKeyId: accessKeyId, Status: 'Active', CreateDate: later },
    ]);
    expect((await audit.send(new ListMFADevicesCommand({}))).MFADevices).toEqual([
      { SerialNumber: serialNumber, EnableDate: later },
    ]);
  });

  it('recovers no password before it is allowed', async () => {
    const { account } = await startFixture();
    expect(() => recoverPassword(account('clean'), NOW)).toThrow('Password recovery is not allowed');
  });

  it('has two access keys at most, and they differ', async () => {
    const { account } = await startFixture();
    const keys = [makeAccessKey(account('clean'), NOW), makeAccessKey(account('clean'), NOW)];
    expect(new Set(keys.map(({ accessKeyId }) => accessKeyId)).size).toBe(2);
    expect(() => makeAccessKey(account('clean'), NOW)).toThrow('two access keys already');
  });
});
