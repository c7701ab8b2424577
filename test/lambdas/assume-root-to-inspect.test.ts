import './support/quiet';
import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/assume-root-to-inspect';
import { unsealText } from '../../lambdas/root-session/seal';
import { awsError } from './support/aws-error';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';

const sts = mockClient(STSClient);
const payload = { run: 'run-1', accountId: '222222222222' };
const session = { accessKeyId: 'ASIA222', secretAccessKey: 'the-secret-key', sessionToken: 'the-token' };

describe('AssumeRootToInspect', () => {
  let clients: ReturnType<typeof inMemoryClients>;

  beforeEach(() => {
    clients = inMemoryClients();
    sts.reset();
    sts.on(AssumeRootCommand).resolves({
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(0),
      },
    });
  });

  it('asks STS for the account, its own task policy and the longest session there is, and nothing else', async () => {
    await invoke(handler, payload);
    expect(sts.calls().map(({ firstArg }) => firstArg.input)).toEqual([
      {
        TargetPrincipal: '222222222222',
        TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
        DurationSeconds: 900,
      },
    ]);
  });

  it('answers with the sealed session alone', async () => {
    const answer = await invoke(handler, payload);
    expect(answer).toEqual({ sealedSession: expect.any(String) });
    for (const secret of Object.values(session)) expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it('seals the session for this run and this account', async () => {
    const { sealedSession } = await invoke(handler, payload);
    const context = { purpose: 'root-session', ...payload } as const;
    const opened = await unsealText(clients.seal, context, sealedSession);
    expect(JSON.parse(opened)).toEqual(session);
    const others = [
      { ...context, accountId: '333333333333' },
      { ...context, run: 'run-2' },
    ];
    for (const other of others) {
      await expect(unsealText(clients.seal, other, sealedSession)).rejects.toThrow('InvalidCiphertext');
    }
  });

  it('keeps the name of a refusal, so that the state machine does not retry it', async () => {
    sts.on(AssumeRootCommand).rejects(awsError('AccessDenied'));
    await expect(invoke(handler, payload)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(clients.kmsMock.calls()).toEqual([]);
  });

  it.each([
    ['no credentials', {}],
    ['no token', { Credentials: { AccessKeyId: 'ASIA222', SecretAccessKey: 's' } }],
    ['empty credentials', { Credentials: {} }],
  ])('seals nothing when STS answers with %s', async (_, answer) => {
    sts.on(AssumeRootCommand).callsFake(() => answer);
    await expect(invoke(handler, payload)).rejects.toThrow();
    expect(clients.kmsMock.calls()).toEqual([]);
  });

  it.each([
    {},
    { run: 'run-1' },
    { run: 'run-1', accountId: '22' },
    { run: 'run-1', accountId: 222222222222 },
  ])('refuses the payload %j before it asks STS', async (wrong) => {
    await expect(invoke(handler, wrong)).rejects.toMatchObject({ name: 'ParseError' });
    expect(sts.calls()).toEqual([]);
  });
});
