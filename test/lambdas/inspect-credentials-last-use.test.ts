import './support/quiet';
import {
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { inspectCredentials } from '../../lambdas/inspect-credentials';
import { awsError } from './support/aws-error';
import { incomplete, unread } from './support/iam';
import { createdAt, day, everything, everythingThere } from './support/root-user';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});

describe('inspectCredentials, on last use', () => {
  beforeEach(() => {
    iamMock.reset();
  });

  it.each([
    [
      'a use without a place',
      () => ({ AccessKeyLastUsed: { LastUsedDate: day } }),
      { state: 'used', at: createdAt },
    ],
    ['no date', () => ({ AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } }), { state: 'never' }],
    ['no answer', () => ({}), incomplete('iam:GetAccessKeyLastUsed', 'the last use')],
    [
      'an answer without content',
      () => ({ AccessKeyLastUsed: {} }),
      incomplete('iam:GetAccessKeyLastUsed', 'the last use'),
    ],
    ['a refusal', () => Promise.reject(awsError('AccessDenied', 'no')), unread('iam:GetAccessKeyLastUsed')],
  ])('keeps the key and tells its last use from %s', async (_, answer, lastUsed) => {
    everythingThere(iamMock);
    iamMock.on(GetAccessKeyLastUsedCommand).callsFake(answer);
    const [key] = everything['access-keys'].credentials;
    expect((await inspectCredentials(iam))['access-keys']).toEqual({
      state: 'present',
      credentials: [{ ...key, lastUsed }],
    });
  });

  it.each([
    ['a user who never signed in', () => ({ User: { Arn: 'arn:aws:iam::1:root' } }), { state: 'never' }],
    ['no user', () => ({}), incomplete('iam:GetUser', 'the user')],
    ['an empty user', () => ({ User: {} }), incomplete('iam:GetUser', 'the user')],
    ['a refusal', () => Promise.reject(awsError('AccessDenied', 'no')), unread('iam:GetUser')],
  ])('keeps the password and tells its last use from %s', async (_, answer, lastUsed) => {
    everythingThere(iamMock);
    iamMock.on(GetUserCommand).callsFake(answer);
    const [password] = everything['login-profile'].credentials;
    expect((await inspectCredentials(iam))['login-profile']).toEqual({
      state: 'present',
      credentials: [{ ...password, lastUsed }],
    });
  });

  it('asks for the last use of every key by its own ID', async () => {
    everythingThere(iamMock);
    iamMock.on(ListAccessKeysCommand).resolves({
      AccessKeyMetadata: [
        { AccessKeyId: 'AKIA1', Status: 'Active', CreateDate: day },
        { AccessKeyId: 'AKIA2', Status: 'Active', CreateDate: day },
      ],
    });
    await inspectCredentials(iam);
    expect(iamMock.commandCalls(GetAccessKeyLastUsedCommand).map(({ firstArg }) => firstArg.input)).toEqual([
      { AccessKeyId: 'AKIA1' },
      { AccessKeyId: 'AKIA2' },
    ]);
  });
});
