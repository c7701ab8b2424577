import {
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Email, sns } from '../../../local-aws/services/sns';
import { serve } from '../support/serve';

const TopicArn = 'arn:aws:sns:eu-west-1:111111111111:Approvers';
const LongTopicArn = 'arn:aws:sns:eu-west-1:111111111111:Everyone';
const subscription = (endpoint: string, confirmed = true) => ({ endpoint, confirmed });
const emails: Email[] = [];
let client: SNSClient;

beforeAll(async () => {
  const app = sns({
    topics: [
      {
        arn: TopicArn,
        subscriptions: [
          subscription('ann@example.com'),
          subscription('bob@example.com'),
          subscription('eve@example.com', false),
        ],
      },
      {
        arn: LongTopicArn,
        subscriptions: Array.from({ length: 201 }, (_, index) => ({
          endpoint: `${index}@example.com`,
          confirmed: true,
        })),
      },
    ],
    deliver: (email) => emails.push(email),
  });
  client = new SNSClient(await serve(app));
});
beforeEach(() => {
  emails.length = 0;
});

const publish = (input: PublishCommandInput) => client.send(new PublishCommand({ TopicArn, ...input }));

describe('Publish', () => {
  it('delivers to each subscription that was confirmed', async () => {
    const { MessageId } = await publish({ Subject: 'Approve?', Message: 'a & <b>\nü' });
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    const email = { subject: 'Approve?', message: 'a & <b>\nü' };
    expect(emails).toEqual(['ann@example.com', 'bob@example.com'].map((to) => ({ to, ...email })));
  });

  it('delivers to all who are subscribed, with the subject SNS uses when there is none', async () => {
    await publish({ TopicArn: LongTopicArn, Message: 'x' });
    expect(emails).toHaveLength(201);
    expect(emails[0]).toEqual({ to: '0@example.com', subject: 'AWS Notification Message', message: 'x' });
  });

  it.each<[string, PublishCommandInput, string]>([
    ['an empty message', { Message: '' }, 'Empty message'],
    ['a message over 256 KiB', { Message: 'x'.repeat(262_145) }, 'Message too long'],
    ['a subject of 100 characters', { Message: 'x', Subject: 's'.repeat(100) }, 'Subject'],
    ['a subject of two lines', { Message: 'x', Subject: 'a\nb' }, 'Subject'],
    ['a subject that is not ASCII', { Message: 'x', Subject: 'Ü' }, 'Subject'],
    [
      'attributes, which filters are about',
      { Message: 'x', MessageAttributes: { to: { DataType: 'String', StringValue: 'ann' } } },
      'MessageAttributes.entry.1.Name is not supported by this endpoint',
    ],
    [
      'a message structure',
      { Message: '{}', MessageStructure: 'json' },
      'MessageStructure is not supported by this endpoint',
    ],
  ])('refuses %s', async (_, input, reason) => {
    await expect(publish(input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid parameter: ${reason}`,
    });
    expect(emails).toEqual([]);
  });

  it('refuses an unknown topic', async () => {
    const error = {
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    };
    await expect(publish({ TopicArn: `${TopicArn}X`, Message: 'x' })).rejects.toMatchObject(error);
  });
});

describe('ListSubscriptions', () => {
  it('lists those of all topics, in pages', async () => {
    const first = await client.send(new ListSubscriptionsCommand({}));
    const { NextToken } = await client.send(new ListSubscriptionsCommand({ NextToken: first.NextToken }));
    const last = await client.send(new ListSubscriptionsCommand({ NextToken }));
    expect(
      first.Subscriptions?.slice(2, 4).map(({ TopicArn, SubscriptionArn }) => [TopicArn, SubscriptionArn]),
    ).toEqual([
      [TopicArn, 'PendingConfirmation'],
      [LongTopicArn, expect.stringMatching(/^arn:aws:sns:.*:Everyone:/)],
    ]);
    expect([last.Subscriptions?.length, last.NextToken]).toEqual([4, undefined]);
  });
});

describe('ListSubscriptionsByTopic', () => {
  it('tells confirmed subscriptions from pending ones', async () => {
    const { Subscriptions, NextToken } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const common = { TopicArn, Protocol: 'email', Owner: '111111111111' };
    const SubscriptionArn = expect.stringMatching(new RegExp(`^${TopicArn}:[0-9a-f-]{36}$`));
    expect({ Subscriptions, NextToken }).toEqual({
      Subscriptions: [
        { ...common, Endpoint: 'ann@example.com', SubscriptionArn },
        { ...common, Endpoint: 'bob@example.com', SubscriptionArn },
        { ...common, Endpoint: 'eve@example.com', SubscriptionArn: 'PendingConfirmation' },
      ],
      NextToken: undefined,
    });
  });

  it('pages by 100', async () => {
    const pages: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: LongTopicArn, NextToken }),
      );
      pages.push(page.Subscriptions?.length ?? 0);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(pages).toEqual([100, 100, 1]);
  });

  it('refuses an invented token', async () => {
    const listed = client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken: 'x' }));
    await expect(listed).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
