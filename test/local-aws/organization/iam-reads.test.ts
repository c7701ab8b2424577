import {
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { DELETE, refusalOf, startFixture } from './fixture';

describe('GetAccountSummary', () => {
  it.each([
    ['clean', [0, 0, 0, 0]],
    ['every-kind-of-credential', [1, 1, 1, 1]],
    ['old-access-keys', [1, 0, 0, 0]],
    ['password-and-mfa', [0, 1, 1, 0]],
    ['signing-certificates', [0, 0, 0, 1]],
  ] as const)(
    'says what the root user of an account that is %s has',
    async (kind, [keys, mfa, password, certificates]) => {
      const { rootOf } = await startFixture();
      const { SummaryMap } = await (await rootOf(kind)).send(new GetAccountSummaryCommand({}));
      expect(SummaryMap).toMatchObject({
        AccountAccessKeysPresent: keys,
        AccountMFAEnabled: mfa,
        AccountPasswordPresent: password,
        AccountSigningCertificatesPresent: certificates,
      });
    },
  );
});

describe('the lists', () => {
  it('give every detail of every credential', async () => {
    const { rootOf, account } = await startFixture();
    const { accessKeys, mfaDevices, signingCertificates } = account('every-kind-of-credential').credentials;
    const client = await rootOf('every-kind-of-credential', DELETE);
    const keys = await client.send(new ListAccessKeysCommand({}));
    const devices = await client.send(new ListMFADevicesCommand({}));
    const certificates = await client.send(new ListSigningCertificatesCommand({}));
    expect(keys.AccessKeyMetadata).toEqual(
      accessKeys.map((key) => ({
        AccessKeyId: key.accessKeyId,
        Status: key.status,
        CreateDate: new Date(key.createDate),
      })),
    );
    expect(devices.MFADevices).toEqual(
      mfaDevices.map((device) => ({
        SerialNumber: device.serialNumber,
        EnableDate: new Date(device.enableDate),
      })),
    );
    expect(certificates.Certificates).toEqual(
      signingCertificates.map((certificate) => ({
        CertificateId: certificate.certificateId,
        CertificateBody: certificate.certificateBody,
        Status: certificate.status,
        UploadDate: new Date(certificate.uploadDate),
      })),
    );
  });

  it('are empty, not missing, where there is nothing', async () => {
    const { rootOf } = await startFixture();
    const client = await rootOf('clean');
    expect(await client.send(new ListAccessKeysCommand({}))).toMatchObject({
      AccessKeyMetadata: [],
      IsTruncated: false,
    });
    expect(await client.send(new ListMFADevicesCommand({}))).toMatchObject({ MFADevices: [] });
    expect(await client.send(new ListSigningCertificatesCommand({}))).toMatchObject({ Certificates: [] });
  });

  it('come in pages of MaxItems', async () => {
    const { rootOf, account } = await startFixture();
    const { accessKeys } = account('old-access-keys').credentials;
    const client = await rootOf('old-access-keys');
    const first = await client.send(new ListAccessKeysCommand({ MaxItems: 1 }));
    const last = await client.send(new ListAccessKeysCommand({ MaxItems: 1, Marker: first.Marker }));
    expect([first.IsTruncated, last.IsTruncated, last.Marker]).toEqual([true, false, undefined]);
    expect([first, last].map((page) => page.AccessKeyMetadata?.map((key) => key.AccessKeyId))).toEqual(
      accessKeys.map((key) => [key.accessKeyId]),
    );
  });

  it.each([
    ['no item at all', { MaxItems: 0 }],
    ['too many items', { MaxItems: 1001 }],
    ['a made-up marker', { Marker: 'made up' }],
  ])('refuse %s', async (_what, input) => {
    const { rootOf } = await startFixture();
    const client = await rootOf('old-access-keys');
    const refusal = await refusalOf(client.send(new ListAccessKeysCommand(input)));
    expect(refusal).toMatchObject({ name: 'ValidationError', status: 400 });
  });
});

describe('GetAccessKeyLastUsed', () => {
  it('tells when and where a key was used, and N/A for one that never was', async () => {
    const { rootOf, account } = await startFixture();
    const [used, unused] = account('old-access-keys').credentials.accessKeys;
    const client = await rootOf('old-access-keys');
    const lastUsed = async (AccessKeyId = '') =>
      (await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed;
    expect(await lastUsed(used?.accessKeyId)).toEqual({
      LastUsedDate: new Date(used?.lastUsed?.date ?? ''),
      ServiceName: used?.lastUsed?.serviceName,
      Region: used?.lastUsed?.region,
    });
    expect(await lastUsed(unused?.accessKeyId)).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  });

  it('does not know the keys of another account', async () => {
    const { rootOf, account } = await startFixture();
    const AccessKeyId = account('every-kind-of-credential').credentials.accessKeys[0]?.accessKeyId;
    const client = await rootOf('old-access-keys');
    const refusal = await refusalOf(client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })));
    expect(refusal).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  });
});

describe('GetLoginProfile', () => {
  it('tells when the password was made', async () => {
    const { rootOf, account } = await startFixture();
    const { loginProfile } = account('password-and-mfa').credentials;
    const { LoginProfile } = await (await rootOf('password-and-mfa')).send(new GetLoginProfileCommand({}));
    expect(LoginProfile).toEqual({
      CreateDate: new Date(loginProfile?.createDate ?? ''),
      PasswordResetRequired: false,
    });
  });

  it('answers NoSuchEntity where there is no password', async () => {
    const { rootOf } = await startFixture();
    expect(await refusalOf((await rootOf('clean')).send(new GetLoginProfileCommand({})))).toEqual({
      name: 'NoSuchEntityException',
      status: 404,
      message: 'Login Profile for User root cannot be found.',
    });
  });
});

describe('GetUser', () => {
  it('tells when the root password was last used', async () => {
    const { rootOf, account } = await startFixture();
    const { id, credentials, joinedTimestamp } = account('password-and-mfa');
    const { User } = await (await rootOf('password-and-mfa')).send(new GetUserCommand({}));
    expect(User).toEqual({
      UserId: id,
      Arn: `arn:aws:iam::${id}:root`,
      CreateDate: new Date(joinedTimestamp),
      PasswordLastUsed: new Date(credentials.loginProfile?.passwordLastUsed ?? ''),
    });
  });
});

describe('without a session', () => {
  it("answers about the operator's own user, who has nothing", async () => {
    const { iam } = await startFixture();
    const keys = await iam().send(new ListAccessKeysCommand({}));
    const { User } = await iam().send(new GetUserCommand({}));
    const refusal = await refusalOf(iam().send(new GetLoginProfileCommand({})));
    expect([keys.AccessKeyMetadata, User?.UserName]).toEqual([[], 'operator']);
    expect(refusal).toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('knows no other user', async () => {
    const { iam } = await startFixture();
    expect(await refusalOf(iam().send(new ListAccessKeysCommand({ UserName: 'alice' })))).toEqual({
      name: 'NoSuchEntityException',
      status: 404,
      message: 'The user with name alice cannot be found.',
    });
  });
});

describe('trouble', () => {
  it('fails a read for good with ServiceFailure', async () => {
    const { rootOf } = await startFixture({ trouble: true });
    const client = await rootOf('failing-read');
    for (const _attempt of [1, 2]) {
      const refusal = await refusalOf(client.send(new ListAccessKeysCommand({})));
      expect(refusal).toMatchObject({ name: 'ServiceFailureException', status: 500 });
    }
  });
});
