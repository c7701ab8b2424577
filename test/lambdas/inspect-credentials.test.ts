import './support/quiet';
import { IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { inspectCredentials } from '../../lambdas/inspect-credentials';
import { credentialKinds } from '../../lambdas/run/model';
import { awsError } from './support/aws-error';
import { absent, calledOperations, unread } from './support/iam';
import { answerRead, emptyLists, everything, everythingThere, readCalls } from './support/root-user';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});

describe('inspectCredentials', () => {
  beforeEach(() => {
    iamMock.reset();
    iamMock.onAnyCommand().rejects(awsError('NotPlannedByThisTest'));
  });

  it('settles a clean account with the four reads alone, all under way at once', async () => {
    const begun: string[] = [];
    let allBegun: () => void = () => undefined;
    const together = new Promise<void>((resolve) => (allBegun = resolve));
    const nothing = (operation: string, answer: object | undefined) => async () => {
      begun.push(operation);
      if (begun.length === 4) allBegun();
      await together;
      if (!answer) throw awsError('NoSuchEntityException');
      return answer;
    };
    for (const kind of credentialKinds)
      answerRead(iamMock, nothing(kind, kind === 'login-profile' ? undefined : emptyLists))[kind]();
    expect(await inspectCredentials(iam)).toEqual(absent);
    expect(calledOperations(iamMock).sort()).toEqual([
      'GetLoginProfile',
      'ListAccessKeys',
      'ListMFADevices',
      'ListSigningCertificates',
    ]);
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

  it.each(credentialKinds)('calls only %s unknown where only that read fails', async (kind) => {
    everythingThere(iamMock);
    answerRead(iamMock, () => Promise.reject(awsError('AccessDenied', 'no')))[kind]();
    expect(await inspectCredentials(iam)).toEqual({
      ...everything,
      [kind]: unread(readCalls[kind]),
    });
  });

  it('calls nothing absent where every read fails', async () => {
    iamMock.onAnyCommand().rejects(awsError('AccessDenied', 'no'));
    expect(await inspectCredentials(iam)).toEqual({
      'signing-certificates': unread('iam:ListSigningCertificates'),
      'access-keys': unread('iam:ListAccessKeys'),
      'login-profile': unread('iam:GetLoginProfile'),
      'mfa-devices': unread('iam:ListMFADevices'),
    });
  });
});
