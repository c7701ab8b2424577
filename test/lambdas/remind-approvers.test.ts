import './support/quiet';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { findApprover, secretHash } from '../../lambdas/approval/approval-link';
import { handler } from '../../lambdas/remind-approvers';
import { sealText, unsealText } from '../../lambdas/root-session/seal';
import { ApprovalRequest } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { awsError } from './support/aws-error';
import { inMemoryClients } from './support/in-memory-clients';
import { invoke } from './support/invoke';
import { plan } from './support/plan-fixture';
import { mailsOf, subscribed, topicOf } from './support/subscribed-approvers';

const sns = mockClient(SNSClient);
const { run } = plan;
const context = { purpose: 'task-token', run } as const;
const payload = { run, taskToken: 'the-second-token' };

const mails = () => mailsOf(sns);

const mallorySubscribed = () =>
  sns.on(ListSubscriptionsByTopicCommand, { TopicArn: topicOf('alice@example.com') }).resolves({
    Subscriptions: [{ Endpoint: 'mallory@example.com', Protocol: 'email', SubscriptionArn: 'arn:x' }],
  });

describe('RemindApprovers', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const approval = () => z.parse(ApprovalRequest, clients.stored(runKeys.approval(run)));

  beforeEach(async () => {
    sns.reset();
    sns.on(PublishCommand).resolves({ MessageId: '1' });
    subscribed(sns, 'alice@example.com', 'bob@example.com');
    clients = inMemoryClients();
    const asked: ApprovalRequest = {
      run,
      planDigest: 'ab'.repeat(32),
      requestedAt: '2026-11-23T12:00:00.000Z',
      expiresAt: '2026-11-26T12:00:00.000Z',
      approvers: ['alice@example.com', 'bob@example.com'].map((email) => ({
        email,
        secretHash: secretHash(email),
      })),
      sealedTaskToken: await sealText(clients.seal, context, 'the-first-token'),
    };
    clients.objects.set(runKeys.plan(run), JSON.stringify(plan));
    clients.objects.set(runKeys.approval(run), JSON.stringify(asked));
  });

  it('mails everyone who was asked a link of their own, until when it is, and that the first one works', async () => {
    expect(await invoke(handler, payload)).toEqual({ reminded: 2 });
    expect(mails().map(({ to }) => to)).toEqual(['alice@example.com', 'bob@example.com']);
    const [alice, bob] = mails();
    expect(alice?.secret).not.toBe(bob?.secret);
    expect(alice?.input.Subject).toBe(
      'Reminder: nobody has decided yet. Delete 6 root credentials in 2 accounts?',
    );
    expect(alice?.input.Message).toContain('If nobody does until Thu, 26 Nov 2026, 12:00 UTC');
    expect(alice?.input.Message).toContain('The link in the first email still works');
  });

  it('makes the new links work beside the old ones, and moves the end for nobody', async () => {
    const before = approval();
    await invoke(handler, payload);
    const after = approval();
    for (const { to, secret } of mails()) expect(findApprover(after, secret)?.email).toBe(to);
    expect(findApprover(after, 'bob@example.com')?.email).toBe('bob@example.com');
    const { approvers, sealedTaskToken, ...others } = before;
    expect(after).toMatchObject(others);
    expect(after.approvers).toHaveLength(4);
  });

  it('puts its own task token, sealed, in the place of the one that ran out', async () => {
    await invoke(handler, payload);
    expect(await unsealText(clients.seal, context, approval().sealedTaskToken)).toBe('the-second-token');
    expect(clients.objects.get(runKeys.approval(run))).not.toContain('the-second-token');
  });

  it('stores the token first, then looks for a decision, then mails: none can fall between', async () => {
    const order: string[] = [];
    const get = clients.objects.get.bind(clients.objects);
    clients.objects.get = (key) => {
      if (key === runKeys.decision(run)) order.push(`look, ${clients.writes.length} written`);
      return get(key);
    };
    sns.on(PublishCommand).callsFake(() => order.push('mail'));
    await invoke(handler, payload);
    expect(order).toEqual(['look, 1 written', 'mail', 'mail']);
  });

  it('ends the wait, and mails nobody, where somebody has decided meanwhile', async () => {
    const decision = { decision: 'EXPIRED', decidedAt: '2026-11-25T12:00:00.000Z' };
    clients.objects.set(runKeys.decision(run), JSON.stringify(decision));
    await expect(invoke(handler, payload)).rejects.toMatchObject({ name: 'AlreadyDecidedError' });
    expect(mails()).toEqual([]);
  });

  it('reminds nobody where somebody else would get a link', async () => {
    mallorySubscribed();
    await expect(invoke(handler, payload)).rejects.toMatchObject({
      name: 'StrangersOnTopicError',
      message: expect.stringContaining('email mallory@example.com would get the links of alice@example.com'),
    });
    expect(mails()).toEqual([]);
  });

  it('ends the wait for a decision that is there, whoever is subscribed', async () => {
    mallorySubscribed();
    const decision = { decision: 'EXPIRED', decidedAt: '2026-11-25T12:00:00.000Z' };
    clients.objects.set(runKeys.decision(run), JSON.stringify(decision));
    await expect(invoke(handler, payload)).rejects.toMatchObject({ name: 'AlreadyDecidedError' });
  });

  it('goes on waiting where no mail could be sent', async () => {
    sns.on(PublishCommand).rejects(awsError('InternalError', 'not today'));
    expect(await invoke(handler, payload)).toEqual({ reminded: 0 });
  });

  it('asks each person once, however often it reminds', async () => {
    await invoke(handler, payload);
    sns.resetHistory();
    await invoke(handler, { run, taskToken: 'the-third-token' });
    expect(mails().map(({ to }) => to)).toEqual(['alice@example.com', 'bob@example.com']);
  });
});
