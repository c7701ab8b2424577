import './fakes/quiet';
import { GetAccountSummaryCommand, GetLoginProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { inspectCredentials } from '../../lambdas/inspect-credentials';
import { credentialKinds } from '../../lambdas/shared/model';
import { awsError } from './fakes/aws-error';
import { absent, calledOperations, unread } from './fakes/iam';
import { answerRead, everything, everythingThere, readCalls, summary } from './fakes/root-user';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});

describe('inspectCredentials', () => {
  beforeEach(() => {
    iamMock.reset();
    iamMock.onAnyCommand().rejects(awsError('NotPlannedByThisTest'));
  });

  it('settles a clean account with one call', async () => {
    iamMock.on(GetAccountSummaryCommand).resolves({ SummaryMap: summary });
    expect(await inspectCredentials(iam)).toEqual(absent);
    expect(calledOperations(iamMock)).toEqual(['GetAccountSummary']);
  });

  it('asks for a password all the same where the summary may miss it', async () => {
    everythingThere(iamMock);
    iamMock.on(GetAccountSummaryCommand).resolves({ SummaryMap: summary });
    expect(await inspectCredentials(iam, ['login-profile'])).toEqual({
      ...absent,
      'login-profile': everything['login-profile'],
    });
    expect(calledOperations(iamMock)).toEqual(['GetAccountSummary', 'GetLoginProfile', 'GetUser']);
  });

  it('calls that password absent only where it was asked for', async () => {
    iamMock.on(GetAccountSummaryCommand).resolves({ SummaryMap: summary });
    iamMock.on(GetLoginProfileCommand).rejects(awsError('NoSuchEntityException'));
    expect(await inspectCredentials(iam, ['login-profile'])).toEqual(absent);
  });

  it('reads everything that is there, with its evidence', async () => {
    everythingThere(iamMock);
    expect(await inspectCredentials(iam)).toEqual(everything);
  });

  it('names no user in any call: a root session is denied when one is given', async () => {
    everythingThere(iamMock);
    await inspectCredentials(iam);
    expect(iamMock.calls().map(({ firstArg }) => firstArg.input)).toEqual(
      iamMock.calls().map(() => expect.not.objectContaining({ UserName: expect.anything() })),
    );
  });

  it.each([
    ['signing-certificates', 'AccountSigningCertificatesPresent', ['ListSigningCertificates']],
    ['access-keys', 'AccountAccessKeysPresent', ['ListAccessKeys', 'GetAccessKeyLastUsed']],
    ['login-profile', 'AccountPasswordPresent', ['GetLoginProfile', 'GetUser']],
    ['mfa-devices', 'AccountMFAEnabled', ['ListMFADevices']],
  ] as const)('reads details of %s alone where only they are there', async (kind, key, calls) => {
    everythingThere(iamMock);
    iamMock.on(GetAccountSummaryCommand).resolves({ SummaryMap: { ...summary, [key]: 1 } });
    expect(await inspectCredentials(iam)).toEqual({ ...absent, [kind]: everything[kind] });
    expect(calledOperations(iamMock)).toEqual(['GetAccountSummary', ...calls]);
  });

  it.each(credentialKinds)('calls only %s unknown where only that read fails', async (kind) => {
    everythingThere(iamMock);
    answerRead(iamMock, () => Promise.reject(awsError('AccessDenied', 'no')))[kind]();
    expect(await inspectCredentials(iam)).toEqual({
      ...everything,
      [kind]: unread(readCalls[kind]),
    });
  });

  it.each(['AccessDenied', 'Throttling', 'ServiceFailureException', 'ExpiredToken'])(
    'reads each kind for itself where the summary fails with %s',
    async (code) => {
      everythingThere(iamMock);
      iamMock.on(GetAccountSummaryCommand).rejects(awsError(code));
      expect(await inspectCredentials(iam)).toEqual(everything);
    },
  );

  it('calls nothing absent where the summary and every read fail', async () => {
    iamMock.onAnyCommand().rejects(awsError('AccessDenied', 'no'));
    expect(await inspectCredentials(iam)).toEqual({
      'signing-certificates': unread('iam:ListSigningCertificates'),
      'access-keys': unread('iam:ListAccessKeys'),
      'login-profile': unread('iam:GetLoginProfile'),
      'mfa-devices': unread('iam:ListMFADevices'),
    });
  });

  it.each([
    ['signing-certificates', 'AccountSigningCertificatesPresent'],
    ['access-keys', 'AccountAccessKeysPresent'],
    ['login-profile', 'AccountPasswordPresent'],
    ['mfa-devices', 'AccountMFAEnabled'],
  ] as const)('reads %s for itself where the summary lacks %s', async (kind, key) => {
    everythingThere(iamMock);
    const { [key]: _, ...lacking } = summary;
    iamMock.on(GetAccountSummaryCommand).resolves({ SummaryMap: lacking });
    expect(await inspectCredentials(iam)).toEqual({ ...absent, [kind]: everything[kind] });
  });

  it('reads every kind for itself where the summary is empty', async () => {
    everythingThere(iamMock);
    iamMock.on(GetAccountSummaryCommand).resolves({});
    expect(await inspectCredentials(iam)).toEqual(everything);
  });

  it.each([
    ['signing-certificates', { Certificates: [] }],
    ['access-keys', { AccessKeyMetadata: [] }],
    ['mfa-devices', { MFADevices: [] }],
  ] as const)(
    'calls %s unknown where the summary counts some and the list is empty',
    async (kind, answer) => {
      everythingThere(iamMock);
      answerRead(iamMock, () => answer)[kind]();
      expect((await inspectCredentials(iam))[kind]).toEqual({
        state: 'unknown',
        failure: {
          call: readCalls[kind],
          error: 'ReadingsDisagree',
          message: `iam:GetAccountSummary counts ${kind}, and ${readCalls[kind]} lists none.`,
        },
      });
    },
  );

  it('calls the password unknown where the summary counts one and IAM knows none', async () => {
    everythingThere(iamMock);
    iamMock.on(GetLoginProfileCommand).rejects(awsError('NoSuchEntityException'));
    expect((await inspectCredentials(iam))['login-profile']).toMatchObject({
      state: 'unknown',
      failure: { error: 'ReadingsDisagree' },
    });
  });
});
