import './support/quiet';
import { IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { credentialKinds, type Deletion } from '../../lambdas/run/model';
import { verifyAccount } from '../../lambdas/verify-account';
import { awsError } from './support/aws-error';
import { absent, calledOperations, unread } from './support/iam';
import { answerRead, emptyLists, readCalls } from './support/root-user';

const iamMock = mockClient(IAMClient);
const iam = new IAMClient({});

/** What each kind's read answers where the credential of `deletions` is still there. */
const listed = {
  'signing-certificates': {
    Certificates: [{ CertificateId: 'CERT1', CertificateBody: 'PEM', Status: 'Active' }],
  },
  'access-keys': { AccessKeyMetadata: [{ AccessKeyId: 'AKIA1', Status: 'Active' }] },
  'login-profile': { LoginProfile: {} },
  'mfa-devices': { MFADevices: [{ SerialNumber: 'GAHT12345678' }] },
};
const ids = {
  'signing-certificates': 'CERT1',
  'access-keys': 'AKIA1',
  'login-profile': 'login-profile',
  'mfa-devices': 'GAHT12345678',
};

function deletion(kind: Deletion['kind'], result: Deletion['result'], id = ids[kind]): Deletion {
  return { kind, id, result };
}

describe('verifyAccount', () => {
  beforeEach(() => {
    iamMock.reset();
    iamMock.onAnyCommand().callsFake(() => emptyLists);
    answerRead(iamMock, () => Promise.reject(awsError('NoSuchEntityException')))['login-profile']();
  });

  it('reads all four kinds, each with its own call and no user name', async () => {
    expect(await verifyAccount(iam, [])).toEqual(absent);
    expect(calledOperations(iamMock).toSorted()).toEqual([
      'GetLoginProfile',
      'ListAccessKeys',
      'ListMFADevices',
      'ListSigningCertificates',
    ]);
    for (const { firstArg } of iamMock.calls()) expect(firstArg.input).not.toHaveProperty('UserName');
  });

  it.each(credentialKinds)('calls %s unknown where that read fails', async (kind) => {
    answerRead(iamMock, () => Promise.reject(awsError('AccessDenied', 'no')))[kind]();
    expect(await verifyAccount(iam, [{ deletions: [deletion(kind, 'deleted')] }])).toEqual({
      ...absent,
      [kind]: unread(readCalls[kind]),
    });
  });

  it.each(
    credentialKinds.flatMap((kind) =>
      (['deleted', 'already-gone'] as const).map((result) => ({ kind, result })),
    ),
  )('throws where $kind that were $result are still listed', async ({ kind, result }) => {
    answerRead(iamMock, () => listed[kind])[kind]();
    await expect(verifyAccount(iam, [{ deletions: [deletion(kind, result)] }])).rejects.toMatchObject({
      name: 'DeletedCredentialStillListedError',
      message: `IAM still lists what it deleted: ${kind} ${ids[kind]}.`,
    });
  });

  it.each([
    ['its deletion failed', [{ deletions: [deletion('access-keys', 'failed')] }]],
    ['another key was deleted', [{ deletions: [deletion('access-keys', 'deleted', 'AKIA2')] }]],
    ['the ID was deleted as another kind', [{ deletions: [deletion('mfa-devices', 'deleted', 'AKIA1')] }]],
    ['its stage did not run', [{ caught: { state: 'DeleteAccessKeys', error: 'Error', cause: '' } }]],
    ['nothing was deleted', []],
  ])('reports a key that is there because %s', async (_, stages) => {
    answerRead(iamMock, () => listed['access-keys'])['access-keys']();
    expect(await verifyAccount(iam, stages)).toEqual({
      ...absent,
      'access-keys': {
        state: 'present',
        credentials: [
          { kind: 'access-keys', id: 'AKIA1', status: 'Active', lastUsed: { state: 'not-recorded' } },
        ],
      },
    });
  });
});
