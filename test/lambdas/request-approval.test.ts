import './support/quiet';
import 'aws-sdk-client-mock-vitest/extend';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { secretHash } from '../../lambdas/approval/approval-link';
import { handler } from '../../lambdas/request-approval';
import { unsealText } from '../../lambdas/root-session/seal';
import { ApprovalRequest } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { metrics } from '../../lambdas/skeleton/handler';
import { logger } from '../../lambdas/skeleton/logger';
import { awsError } from './support/aws-error';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { plan } from './support/plan-fixture';
import { mailsOf, subscribed, topicOf } from './support/subscribed-approvers';

const sns = mockClient(SNSClient);
const topics = {
  prefix: process.env.APPROVER_TOPICS ?? '',
  approvers: ['alice@example.com', 'bob@example.com'],
};
const taskToken = 'AAAAKgAAAAIAAAAAAAAAAthe+task/token=';
const payload = {
  run: plan.run,
  taskToken,
  planDigest: 'ab'.repeat(32),
  requestedAt: '2026-11-23T12:00:00.000Z',
  timeoutSeconds: 259_200,
};
const approvalKey = `runs/${plan.run}/approval.json`;

const mails = () => mailsOf(sns);

/** Lets the topic of Alice have this subscription of hers, and Bob's none. */
function onlyAlice(SubscriptionArn: string): void {
  subscribed(sns);
  const alice = { Endpoint: 'alice@example.com', Protocol: 'email', Owner: '111111111111', SubscriptionArn };
  sns
    .on(ListSubscriptionsByTopicCommand, { TopicArn: topicOf('alice@example.com') })
    .resolves({ Subscriptions: [alice] });
}

describe('RequestApproval', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const approval = () => z.parse(ApprovalRequest, clients.stored(approvalKey));

  beforeEach(() => {
    clients = inMemoryClients();
    clients.objects.set(`runs/${plan.run}/plan.json`, JSON.stringify(plan));
    sns.reset();
    sns.on(PublishCommand).resolves({ MessageId: '1' });
    subscribed(sns, ...topics.approvers);
  });

  it('mails every approver a link of their own', async () => {
    const warned = vi.spyOn(logger, 'warn');
    expect(await invoke(handler, payload)).toEqual({ asked: 2 });
    expect(warned).not.toHaveBeenCalled();
    const sent = mails();
    expect(sent.map(({ to, input }) => [to, input.TopicArn])).toEqual([
      ['alice@example.com', topicOf('alice@example.com')],
      ['bob@example.com', topicOf('bob@example.com')],
    ]);
    expect(new Set(sent.map(({ secret }) => secret)).size).toBe(2);
    for (const { secret, input } of sent) {
      expect(secret).toHaveLength(43);
      expect(input.Message?.split(secret)).toHaveLength(2);
    }
  });

  it('stores of each secret its hash alone, and the task token sealed', async () => {
    await invoke(handler, payload);
    const [alice, bob] = mails();
    const { sealedTaskToken } = approval();
    expect(approval()).toEqual({
      run: plan.run,
      planDigest: payload.planDigest,
      mode: 'purge',
      requestedAt: '2026-11-23T12:00:00.000Z',
      expiresAt: '2026-11-26T12:00:00.000Z',
      approvers: [
        { email: 'alice@example.com', secretHash: secretHash(alice?.secret ?? '') },
        { email: 'bob@example.com', secretHash: secretHash(bob?.secret ?? '') },
      ],
      sealedTaskToken,
    });
    const text = clients.objects.get(approvalKey);
    for (const secret of [taskToken, alice?.secret, bob?.secret]) expect(text).not.toContain(secret);
    const context = { purpose: 'task-token', run: plan.run } as const;
    expect(await unsealText(clients.seal, context, sealedTaskToken)).toBe(taskToken);
    await expect(unsealText(clients.seal, { ...context, run: 'run-2' }, sealedTaskToken)).rejects.toThrow();
  });

  it('leaves the links of the first mails what they are, where it is invoked twice', async () => {
    await invoke(handler, payload);
    await invoke(handler, payload);
    expect(approval().approvers).toEqual(
      mails().map(({ to, secret }) => ({ email: to, secretHash: secretHash(secret) })),
    );
    expect(approval().approvers).toHaveLength(4);
  });

  it('has stored everything before the first mail leaves, since a link may be opened at once', async () => {
    const storedThen: boolean[] = [];
    sns.on(PublishCommand).callsFake(() => storedThen.push(clients.objects.has(approvalKey)));
    await invoke(handler, payload);
    expect(storedThen).toEqual([true, true]);
  });

  it('mails neither the task token nor the link of another approver', async () => {
    await invoke(handler, payload);
    const [alice, bob] = mails();
    expect(JSON.stringify(mails().map(({ input }) => input))).not.toContain(taskToken);
    expect(JSON.stringify(alice?.input)).not.toContain(bob?.secret);
    expect(JSON.stringify(bob?.input)).not.toContain(alice?.secret);
  });

  it('asks only whom SNS would mail', async () => {
    subscribed(sns, 'bob@example.com');
    const warned = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    expect(await invoke(handler, payload)).toEqual({ asked: 1 });
    const line = 'Approvers without a confirmed subscription are not asked';
    expect(warned.mock.calls).toEqual([[line, { unasked: ['alice@example.com'] }]]);
    warned.mockRestore();
    expect(mails().map(({ to }) => to)).toEqual(['bob@example.com']);
    expect(approval().approvers.map(({ email }) => email)).toEqual(['bob@example.com']);
  });

  it.each([
    ['nobody is subscribed', () => subscribed(sns)],
    ['nobody has confirmed', () => onlyAlice('PendingConfirmation')],
    ['all have unsubscribed', () => onlyAlice('Deleted')],
  ])('fails at once, writing and sending nothing, where %s', async (_, arrange) => {
    arrange();
    await expect(invoke(handler, payload)).rejects.toMatchObject({
      name: 'NoApproverConfirmedError',
      message: expect.stringContaining('None of alice@example.com, bob@example.com has confirmed'),
    });
    expect(clients.writes).toEqual([]);
    expect(sns).not.toHaveReceivedCommand(PublishCommand);
  });

  it('mails the others where one mail cannot be sent', async () => {
    sns.on(PublishCommand).callsFake((input) => {
      if (input.TopicArn === topicOf('alice@example.com')) throw awsError('InternalError');
      return { MessageId: '1' };
    });
    expect(await invoke(handler, payload)).toEqual({ asked: 1 });
    expect(mails().map(({ to }) => to)).toEqual(['alice@example.com', 'bob@example.com']);
  });

  it('fails where no mail could be sent, and its error holds no secret', async () => {
    sns.on(PublishCommand).rejects(awsError('AuthorizationError', 'not today'));
    const error: unknown = await invoke(handler, payload).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'AuthorizationError', message: 'not today' });
  });

  it('answers with no secret', async () => {
    const answer = JSON.stringify(await invoke(handler, payload));
    for (const secret of [taskToken, ...mails().map((mail) => mail.secret)])
      expect(answer).not.toContain(secret);
  });

  it('ends the wait, and mails nobody, where somebody has decided already: a redriven execution asks again', async () => {
    const decision = { decision: 'EXPIRED', decidedAt: '2026-11-25T12:00:00.000Z' };
    clients.objects.set(runKeys.decision(plan.run), JSON.stringify(decision));
    await expect(invoke(handler, payload)).rejects.toMatchObject({ name: 'AlreadyDecidedError' });
    expect(sns).not.toHaveReceivedCommand(PublishCommand);
  });

  it('stores its task token first, then looks for a decision, then mails: none can fall between', async () => {
    const order: string[] = [];
    const get = clients.objects.get.bind(clients.objects);
    clients.objects.get = (key) => {
      if (key === runKeys.decision(plan.run)) order.push(`look, ${clients.writes.length} written`);
      return get(key);
    };
    sns.on(PublishCommand).callsFake(() => order.push('mail'));
    await invoke(handler, payload);
    expect(order).toEqual(['look, 1 written', 'mail', 'mail']);
  });

  it('says at which provider approvers have to sign in, where they have to', async () => {
    await invoke(handler, payload);
    expect(approval().signIn).toBeUndefined();
    vi.stubEnv('SIGN_IN_ISSUER', 'https://login.corp.example');
    clients.objects.delete(approvalKey);
    await invoke(handler, payload);
    vi.unstubAllEnvs();
    expect(approval().signIn).toEqual({ issuer: 'https://login.corp.example' });
  });

  it('sends no link to a plan that is not there', async () => {
    clients.objects.clear();
    await expect(invoke(handler, payload)).rejects.toThrow('The run store has no');
    expect(sns).not.toHaveReceivedCommand(PublishCommand);
  });

  it('logs and counts each mail that failed, without a secret', async () => {
    const logged = vi.spyOn(logger, 'error').mockImplementation(() => {});
    sns.on(PublishCommand).rejects(awsError('InternalError', 'not today'));
    const counted = vi.spyOn(metrics, 'addMetric').mockClear();
    await invoke(handler, payload).catch(() => {});
    expect(counted.mock.calls).toEqual([['ApprovalEmailsFailed', 'Count', 2]]);
    const line = ['An approval email could not be sent', { error: 'InternalError: not today' }];
    expect(logged.mock.calls).toEqual([line, line]);
    logged.mockRestore();
    sns.on(PublishCommand).resolves({ MessageId: '1' });
    counted.mockClear();
    await invoke(handler, payload);
    expect(counted).not.toHaveBeenCalled();
  });
});
