import { ListSubscriptionsByTopicCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { confirmedApprovers } from '../../../lambdas/approval/approver-subscriptions';
import { approverTopic } from '../../../lambdas/approval/approver-topic';

const sns = mockClient(SNSClient);
const client = new SNSClient({});
const prefix = 'arn:aws:sns:eu-west-1:111111111111:approver-';
const topics = { prefix, approvers: ['alice@example.com', 'Bob@Example.com'] };
const [topicOfAlice, topicOfBob] = topics.approvers.map((email) => approverTopic(prefix, email));

const alice: Subscription = {
  Endpoint: 'alice@example.com',
  Protocol: 'email',
  Owner: '111111111111',
  SubscriptionArn: `${topicOfAlice}:a`,
};
const bob = { ...alice, Endpoint: 'bob@example.com', SubscriptionArn: `${topicOfBob}:b` };

/** What is subscribed to the topics of Alice and Bob. */
function subscribed(toAlice: Subscription[], toBob = [bob]): void {
  const list = (TopicArn: string | undefined, Subscriptions: Subscription[]) =>
    sns.on(ListSubscriptionsByTopicCommand, { TopicArn }).resolves({ Subscriptions });
  list(topicOfAlice, toAlice);
  list(topicOfBob, toBob);
}

beforeEach(() => sns.reset());

const confirmed = () => confirmedApprovers(client, topics);

describe('the approvers who can be asked', () => {
  it('are those who have confirmed, in whatever case of letters, as they were configured', async () => {
    subscribed([{ ...alice, Endpoint: 'ALICE@example.com' }]);
    expect(await confirmed()).toEqual(topics.approvers);
  });

  it('are none where nobody is subscribed, has confirmed, or is subscribed any more', async () => {
    subscribed([], []);
    expect(await confirmed()).toEqual([]);
    subscribed(
      [{ ...alice, SubscriptionArn: 'PendingConfirmation' }],
      [{ ...bob, Endpoint: 'mallory@example.com', SubscriptionArn: 'Deleted' }],
    );
    expect(await confirmed()).toEqual([]);
  });
});

describe('a stranger on the topic of an approver', () => {
  const links = `would get the links of alice@example.com (${topicOfAlice})`;
  const unsubscribe = `aws sns unsubscribe --subscription-arn ${topicOfAlice}:x`;

  it.each<[string, Partial<Subscription>, string]>([
    ['another address', { Endpoint: 'mallory@example.com' }, 'email mallory@example.com'],
    ['another approver', { Endpoint: 'bob@example.com' }, 'email bob@example.com'],
    ['a queue', { Protocol: 'sqs', Endpoint: 'arn:aws:sqs:x' }, 'sqs arn:aws:sqs:x'],
    ['a page', { Protocol: 'https', Endpoint: 'https://x' }, 'https https://x'],
    ['the address itself as JSON', { Protocol: 'email-json' }, 'email-json alice@example.com'],
    ["another account's subscription", { Owner: '222222222222' }, 'email alice@example.com'],
    ['one without an address', { Endpoint: undefined }, 'email '],
  ])('is %s', async (_, stranger, named) => {
    subscribed([alice, { ...alice, SubscriptionArn: `${topicOfAlice}:x`, ...stranger }]);
    await expect(confirmed()).rejects.toMatchObject({
      name: 'StrangersOnTopicError',
      message: `Subscribed to an approver's topic:\n- ${named} ${links}: ${unsubscribe}`,
    });
  });

  it('is one that may yet confirm', async () => {
    const pending = { Endpoint: 'mallory@example.com', SubscriptionArn: 'PendingConfirmation' };
    subscribed([alice, { ...alice, ...pending }]);
    await expect(confirmed()).rejects.toThrow(
      `- email mallory@example.com ${links}, once it is confirmed: nobody can remove it, and SNS forgets it within 48 hours`,
    );
  });

  it('is told with all others, up to twenty', async () => {
    subscribed(Array.from({ length: 23 }, (_, n) => ({ ...alice, Endpoint: `m${n}@example.com` })));
    const { message } = await confirmed().then(
      () => new Error('There was none.'),
      (error: Error) => error,
    );
    expect(message.split('\n')).toHaveLength(22);
    expect(message).toContain('- and 3 more');
  });
});

describe('an answer without its content', () => {
  it('is no list of subscriptions', async () => {
    sns.on(ListSubscriptionsByTopicCommand).resolves({});
    await expect(confirmed()).rejects.toThrow(
      'sns:ListSubscriptionsByTopic is not complete: the list is missing',
    );
  });

  it('is a page that had been there before', async () => {
    sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [alice], NextToken: '1' });
    await expect(confirmed()).rejects.toThrow('a marker came twice');
  });

  it('is no answer at all', async () => {
    sns.on(ListSubscriptionsByTopicCommand).rejects(new Error('AuthorizationError'));
    await expect(confirmed()).rejects.toThrow('AuthorizationError');
  });
});
