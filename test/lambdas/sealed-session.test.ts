import './support/quiet';
import { IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler as deactivateMfaDevices } from '../../lambdas/deactivate-mfa-devices';
import { handler as deleteAccessKeys } from '../../lambdas/delete-access-keys';
import { handler as deleteLoginProfile } from '../../lambdas/delete-login-profile';
import { handler as deleteSigningCertificates } from '../../lambdas/delete-signing-certificates';
import { handler as inspectCredentials } from '../../lambdas/inspect-credentials';
import { sealSession } from '../../lambdas/root-session/root-session';
import { handler as verifyAccount } from '../../lambdas/verify-account';
import { awsError } from './support/aws-error';
import { absent, calledOperations } from './support/iam';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { answerRead, emptyLists } from './support/root-user';

const iamMock = mockClient(IAMClient);
const scope = { run: 'run-1', accountId: '222222222222' };
const session = { accessKeyId: 'ASIA222', secretAccessKey: 'the-secret-key', sessionToken: 'the-token' };
const approved = {
  'signing-certificates': ['CERT1'],
  'access-keys': ['AKIA1'],
  'login-profile': ['login-profile'],
  'mfa-devices': ['GAHT12345678'],
};
const nothingApproved = {
  'signing-certificates': [],
  'access-keys': [],
  'login-profile': [],
  'mfa-devices': [],
};
const deleteStages = [
  {
    name: 'DeleteSigningCertificates',
    handler: deleteSigningCertificates,
    kind: 'signing-certificates',
    calls: ['DeleteSigningCertificate'],
  },
  { name: 'DeleteAccessKeys', handler: deleteAccessKeys, kind: 'access-keys', calls: ['DeleteAccessKey'] },
  {
    name: 'DeleteLoginProfile',
    handler: deleteLoginProfile,
    kind: 'login-profile',
    calls: ['GetLoginProfile', 'DeleteLoginProfile'],
  },
  {
    name: 'DeactivateMfaDevices',
    handler: deactivateMfaDevices,
    kind: 'mfa-devices',
    calls: ['GetLoginProfile', 'ListMFADevices', 'DeactivateMFADevice'],
  },
] as const;
const stages = [
  { name: 'InspectCredentials', handler: inspectCredentials },
  { name: 'VerifyAccount', handler: verifyAccount },
  ...deleteStages,
];

describe('a stage with a sealed session', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  let sealedSession: string;

  beforeEach(async () => {
    clients = inMemoryClients();
    iamMock.reset();
    iamMock.onAnyCommand().callsFake(() => emptyLists);
    answerRead(iamMock, () => Promise.reject(awsError('NoSuchEntityException')))['login-profile']();
    sealedSession = await sealSession(clients.seal, scope, session);
  });

  it.each(stages)('$name acts as the root user of the session alone', async ({ handler }) => {
    await invoke(handler, { ...scope, sealedSession, approved, stages: [] });
    expect(iamMock.calls()).not.toEqual([]);
    for (const { thisValue } of iamMock.calls()) {
      expect(await thisValue.config.credentials()).toMatchObject(session);
    }
  });

  it.each(
    stages.flatMap((stage) => [
      { ...stage, of: 'another account', payload: { ...scope, accountId: '333333333333' } },
      { ...stage, of: 'another run', payload: { ...scope, run: 'run-2' } },
    ]),
  )('$name does nothing with a session of $of', async ({ handler, payload }) => {
    const started = invoke(handler, { ...payload, sealedSession, approved, stages: [] });
    await expect(started).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    expect(iamMock.calls()).toEqual([]);
  });

  it.each(deleteStages)(
    '$name answers what happened to the IDs of its kind',
    async ({ handler, kind, calls }) => {
      if (kind === 'login-profile') answerRead(iamMock, () => ({ LoginProfile: {} }))[kind]();
      if (kind === 'mfa-devices')
        answerRead(iamMock, () => ({ MFADevices: [{ SerialNumber: 'GAHT12345678' }] }))[kind]();
      expect(await invoke(handler, { ...scope, sealedSession, approved })).toEqual({
        deletions: [{ kind, id: approved[kind][0], result: 'deleted', at: expect.any(String) }],
      });
      expect(calledOperations(iamMock)).toEqual(calls);
    },
  );

  it.each(deleteStages)(
    '$name opens no session where none of its kind was approved',
    async ({ handler, kind }) => {
      clients.kmsMock.resetHistory();
      const payload = { ...scope, sealedSession, approved: { ...approved, [kind]: [] } };
      expect(await invoke(handler, payload)).toEqual({ deletions: [] });
      expect([...clients.kmsMock.calls(), ...iamMock.calls()]).toEqual([]);
    },
  );

  it.each(deleteStages)(
    '$name refuses a payload that does not say what was approved',
    async ({ handler }) => {
      const { 'mfa-devices': _, ...incomplete } = nothingApproved;
      for (const wrong of [undefined, incomplete, 'all', { ...approved, 'access-keys': 'AKIA1' }]) {
        const started = invoke(handler, { ...scope, sealedSession, approved: wrong });
        await expect(started).rejects.toMatchObject({ name: 'ParseError' });
      }
      expect(iamMock.calls()).toEqual([]);
    },
  );

  it('InspectCredentials answers with the account and its readings', async () => {
    expect(await invoke(inspectCredentials, { ...scope, sealedSession })).toEqual({
      accountId: '222222222222',
      readings: absent,
    });
  });

  it('VerifyAccount answers with the readings', async () => {
    const ran = { stages: [{ deletions: [{ kind: 'access-keys', id: 'AKIA1', result: 'deleted' }] }] };
    expect(await invoke(verifyAccount, { ...scope, sealedSession, ...ran })).toEqual({
      readings: absent,
      at: expect.any(String),
    });
  });

  it.each(stages)('$name answers with no secret of the session', async ({ handler }) => {
    const answer = await invoke(handler, { ...scope, sealedSession, approved, stages: [] });
    for (const secret of [...Object.values(session), sealedSession]) {
      expect(JSON.stringify(answer)).not.toContain(secret);
    }
  });
});
