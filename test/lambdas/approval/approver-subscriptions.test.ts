import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { approverSubscriptions } from '../../../lambdas/approval/approver-subscriptions';

const sns = mockClient(SNSClient);
const client = new SNSClient({});
const arn = 'arn:aws:sns:eu-west-1:111111111111:approvers';
const topic = { arn, approvers: ['alice@example.com', 'Bob@Example.com'] };

const alice: Subscription = {
  Endpoint: 'alice@example.com',
  Protocol: 'email',
  Owner: '111111111111',
  SubscriptionArn: `${arn}:a`,
};
const bob = { ...alice, Endpoint: 'bob@example.com', SubscriptionArn: `${arn}:b` };

function subscribed(...Subscriptions: Subscription[]): void {
  sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions });
}

function filtered(SubscriptionArn: string, FilterPolicy?: unknown, more?: Record<string, string>): void {
  const policy: Record<string, string> =
    FilterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(FilterPolicy) };
  sns
    .on(GetSubscriptionAttributesCommand, { SubscriptionArn })
    .resolves({ Attributes: { ...policy, ...more } });
}

beforeEach(() => {
  sns.reset();
  filtered(`${arn}:a`, { approver: ['alice@example.com', 'everyone'] });
  filtered(`${arn}:b`, { approver: ['Bob@Example.com', 'everyone'] });
});

const strangers = () => approverSubscriptions(client, topic).catch((error: Error) => error);

describe('the subscriptions of the approvers', () => {
  it('are those that are confirmed, in whatever case of letters', async () => {
    subscribed(alice, bob);
    expect(await approverSubscriptions(client, topic)).toEqual(
      new Set(['alice@example.com', 'bob@example.com']),
    );
  });

  it('are none where nobody is subscribed, has confirmed, or is subscribed any more', async () => {
    subscribed();
    expect(await approverSubscriptions(client, topic)).toEqual(new Set());
    subscribed(
      { ...alice, SubscriptionArn: 'PendingConfirmation' },
      { ...bob, Endpoint: 'mallory@example.com', SubscriptionArn: 'Deleted' },
    );
    expect(await approverSubscriptions(client, topic)).toEqual(new Set());
  });
});

describe('a stranger on the topic', () => {
  const unsubscribe = `aws sns unsubscribe --subscription-arn ${arn}:x`;

  it.each<[string, Partial<Subscription>, string]>([
    [
      'another address',
      { Endpoint: 'mallory@example.com' },
      `email mallory@example.com is no approver: ${unsubscribe}`,
    ],
    [
      'a queue',
      { Protocol: 'sqs', Endpoint: 'arn:aws:sqs:x' },
      `sqs arn:aws:sqs:x is no approver: ${unsubscribe}`,
    ],
    [
      'a page',
      { Protocol: 'https', Endpoint: 'https://x' },
      `https https://x is no approver: ${unsubscribe}`,
    ],
    [
      'the address of an approver as JSON',
      { Protocol: 'email-json' },
      `email-json alice@example.com is no approver: ${unsubscribe}`,
    ],
    [
      "another account's, whose filter policy is not shown",
      { Owner: '222222222222' },
      `email alice@example.com is no approver: ${unsubscribe}`,
    ],
    ['one without an address', { Endpoint: undefined }, `email  is no approver: ${unsubscribe}`],
    [
      'one that may yet confirm',
      { Endpoint: 'mallory@example.com', SubscriptionArn: 'PendingConfirmation' },
      'email mallory@example.com is no approver and not confirmed yet: nobody can remove it, and SNS forgets it within 48 hours',
    ],
  ])('is %s', async (_, stranger, told) => {
    subscribed(alice, bob, { ...alice, SubscriptionArn: `${arn}:x`, ...stranger });
    expect(await strangers()).toMatchObject({
      name: 'StrangersOnTopicError',
      message: `Subscribed to the approvers' topic:\n- ${told}\nThe topic is ${arn}.`,
    });
  });

  it.each<[string, unknown, Record<string, string>?]>([
    ['has no filter policy', undefined],
    ['filters nothing', {}],
    ['filters by something else', { plan: ['x'] }],
    ["lets through another one's", { approver: ['alice@example.com', 'bob@example.com', 'everyone'] }],
    ['lets through all but some', { approver: [{ 'anything-but': ['nobody'] }] }],
    ['lets through a prefix', { approver: ['alice@example.com', { prefix: '' }] }],
    ['may be anything, by a second condition', { approver: ['everyone'], $or: [{ a: ['b'] }, { c: ['d'] }] }],
    [
      'filters by the message itself',
      { approver: ['alice@example.com', 'everyone'] },
      { FilterPolicyScope: 'MessageBody' },
    ],
  ])("is an approver's own subscription that %s", async (_, policy, more) => {
    subscribed(alice, bob);
    filtered(`${arn}:a`, policy, more);
    expect(await strangers()).toMatchObject({
      name: 'StrangersOnTopicError',
      message: expect.stringContaining(
        `- email alice@example.com gets the other approvers' links, too: aws sns set-subscription-attributes --subscription-arn ${arn}:a --attribute-name FilterPolicy --attribute-value '{"approver":["alice@example.com","everyone"]}'`,
      ),
    });
  });

  it('is told with all others, up to twenty', async () => {
    subscribed(...Array.from({ length: 23 }, (_, n) => ({ ...alice, Endpoint: `m${n}@example.com` })));
    const { message } = await approverSubscriptions(client, topic).then(
      () => new Error('There was none.'),
      (error: Error) => error,
    );
    expect(message.split('\n')).toHaveLength(23);
    expect(message).toContain('- and 3 more');
  });
});

describe('an answer without its content', () => {
  it('is no list of subscriptions', async () => {
    sns.on(ListSubscriptionsByTopicCommand).resolves({});
    await expect(approverSubscriptions(client, topic)).rejects.toThrow(
      'sns:ListSubscriptionsByTopic is not complete: the list is missing',
    );
    sns
      .on(ListSubscriptionsByTopicCommand)
      .resolvesOnce({ Subscriptions: [alice], NextToken: '1' })
      .resolvesOnce({ NextToken: '2' });
    await expect(approverSubscriptions(client, topic)).rejects.toThrow(
      'sns:ListSubscriptionsByTopic is not complete: the list is missing',
    );
  });

  it('is no filter policy', async () => {
    subscribed(alice);
    sns.on(GetSubscriptionAttributesCommand).resolves({});
    await expect(approverSubscriptions(client, topic)).rejects.toThrow('the set of attributes is missing');
  });

  it('is a page that had been there before', async () => {
    sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [alice], NextToken: '1' });
    await expect(approverSubscriptions(client, topic)).rejects.toThrow('a marker came twice');
    expect(sns.commandCalls(ListSubscriptionsByTopicCommand)).toHaveLength(2);
  });
});
