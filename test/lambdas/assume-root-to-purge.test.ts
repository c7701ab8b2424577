import './support/quiet';
import { inMemoryClients } from './support/in-memory-clients';
import 'aws-sdk-client-mock-vitest/extend';
import { GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRootCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { handler } from '../../lambdas/assume-root-to-purge';
import { openCheckedSession } from '../../lambdas/root-session/open-checked-session';
import { unsealText } from '../../lambdas/root-session/seal';
import { awsError } from './support/aws-error';
import { invoke } from './support/invoke';

const sts = mockClient(STSClient);
const payload = { run: 'run-1', accountId: '222222222222' };
const list = (run: string) => `runs/${run}/accounts.json`;
const session = { accessKeyId: 'ASIA222', secretAccessKey: 'the-secret-key', sessionToken: 'the-token' };

describe('AssumeRootToPurge', () => {
  let clients: ReturnType<typeof inMemoryClients>;

  beforeEach(() => {
    clients = inMemoryClients();
    clients.objects.set(list('run-1'), JSON.stringify({ run: 'run-1', mode: 'purge', targets: [] }));
    sts.reset();
    sts.on(AssumeRootCommand).resolves({
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(0),
      },
    });
    sts.on(GetCallerIdentityCommand).resolves({ Arn: 'arn:aws:iam::222222222222:root' });
  });

  it('asks STS for the account, the task policy it was given and 900 seconds', async () => {
    await invoke(handler, payload);
    expect(sts).toHaveReceivedCommandExactlyOnceWith(AssumeRootCommand, {
      TargetPrincipal: '222222222222',
      TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
      DurationSeconds: 900,
    });
  });

  it.each([
    ['rehearsal', '{"mode":"rehearsal"}', 'NotAPurgeError'],
    ['audit', '{"mode":"audit"}', 'NotAPurgeError'],
    ['another-mode', '{"mode":"Purge"}', '$ZodError'],
    ['no-mode', '{"targets":[]}', '$ZodError'],
    ['no-json', '{"mode":"purge"', 'IncompleteAnswerError'],
    ['empty', '', 'IncompleteAnswerError'],
    ['no-list', undefined, 'Error'],
  ])('opens no session for the run "%s", whose list of accounts is %s', async (run, text, name) => {
    if (text !== undefined) clients.objects.set(list(run), text);
    await expect(invoke(handler, { ...payload, run })).rejects.toMatchObject({ name });
    expect(sts.calls()).toEqual([]);
  });

  it('opens no session where the list cannot be read', async () => {
    clients.s3Mock.on(GetObjectCommand).rejects(awsError('AccessDenied'));
    const unread = { ...payload, run: 'unread' };
    await expect(invoke(handler, unread)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(sts.calls()).toEqual([]);
  });

  it('looks once for all accounts of a run', async () => {
    clients.objects.set(list('run-2'), '{"mode":"purge"}');
    await invoke(handler, { ...payload, run: 'run-2' });
    await invoke(handler, { ...payload, run: 'run-2' });
    expect(clients.s3Mock).toHaveReceivedCommandExactlyOnceWith(GetObjectCommand, { Key: list('run-2') });
  });

  it('fails where STS answers without credentials', async () => {
    sts.on(AssumeRootCommand).resolves({});
    await expect(invoke(handler, payload)).rejects.toMatchObject({ name: 'IncompleteAnswerError' });
    expect(sts).not.toHaveReceivedCommand(GetCallerIdentityCommand);
  });

  it('asks with the session itself whose root it is, and only then seals', async () => {
    await invoke(handler, payload);
    const [call] = sts.commandCalls(GetCallerIdentityCommand);
    expect(await call?.thisValue.config.credentials()).toMatchObject(session);
    const [sealing] = clients.kmsMock.commandCalls(GenerateDataKeyCommand);
    expect(sealing && call?.calledBefore(sealing)).toBe(true);
  });

  it('answers with the session sealed for this run and account', async () => {
    const answer = await invoke(handler, payload);
    expect(answer).toEqual({ sealedSession: expect.any(String) });
    const context = { purpose: 'root-session', ...payload } as const;
    expect(JSON.parse(await unsealText(clients.seal, context, answer.sealedSession))).toEqual(session);
  });

  it.each(['aws', 'aws-us-gov', 'aws-cn'])(
    'takes the root user in its own partition %s',
    async (partition) => {
      vi.stubEnv(
        'TASK_POLICY_ARN',
        `arn:${partition}:iam::aws:policy/root-task/IAMDeleteRootUserCredentials`,
      );
      onTestFinished(() => void vi.unstubAllEnvs());
      sts.on(GetCallerIdentityCommand).resolves({ Arn: `arn:${partition}:iam::222222222222:root` });
      const deployed = openCheckedSession();
      expect(await invoke(deployed, payload)).toEqual({ sealedSession: expect.any(String) });
    },
  );

  it.each([
    ['the root of another account', 'arn:aws:iam::333333333333:root'],
    ['the root of another partition', 'arn:aws-cn:iam::222222222222:root'],
    ['the root of a partition that there is not', 'arn:aws-x:iam::222222222222:root'],
    ['the role of this app', 'arn:aws:sts::111111111111:assumed-role/AssumeRootToPurge/session'],
    ['a user called root', 'arn:aws:iam::222222222222:user/root'],
    ['a longer account ID', 'arn:aws:iam::1222222222222:root'],
    ['a path that ends alike', 'arn:aws:iam::333333333333:user/arn:aws:iam::222222222222:root'],
    ['root and something more', 'arn:aws:iam::222222222222:root2'],
    ['two lines', 'arn:aws:iam::222222222222:root\narn:aws:iam::333333333333:root'],
    ['nobody', undefined],
  ])('seals nothing when STS answers with %s', async (_, Arn) => {
    sts.on(GetCallerIdentityCommand).resolves({ Arn });
    await expect(invoke(handler, payload)).rejects.toMatchObject({ name: 'RootSessionIdentityError' });
    expect(clients.kmsMock.calls()).toEqual([]);
  });

  it('seals nothing when STS does not say whose session it is', async () => {
    sts.on(GetCallerIdentityCommand).rejects(awsError('ServiceUnavailable'));
    await expect(invoke(handler, payload)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    expect(clients.kmsMock.calls()).toEqual([]);
  });

  it('names both accounts in the error, and no secret', async () => {
    sts.on(GetCallerIdentityCommand).resolves({ Arn: 'arn:aws:iam::333333333333:root' });
    await expect(invoke(handler, payload)).rejects.toThrow(
      /^The root session opened for account 222222222222 belongs to arn:aws:iam::333333333333:root\. Nothing was changed\.$/,
    );
  });
});
