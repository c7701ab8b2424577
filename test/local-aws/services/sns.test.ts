import {
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Email, sns } from '../../../local-aws/services/sns';
import { serve } from '../support/serve';

const TopicArn = 'arn:aws:sns:eu-west-1:111111111111:Approvers';
const LongTopicArn = 'arn:aws:sns:eu-west-1:111111111111:Everyone';
const subscription = (endpoint: string, confirmed = true) => ({
  endpoint,
  confirmed,
  filterPolicy: { approver: [endpoint, 'everyone'] },
});
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
const to = (StringValue: string, DataType = 'String') => ({
  MessageAttributes: { approver: { DataType, StringValue } },
});

describe('Publish', () => {
  it('delivers to the subscription whose filter policy matches', async () => {
    const { MessageId } = await publish({
      Subject: 'Approve?',
      Message: 'a & <b>\nü',
      ...to('ann@example.com'),
    });
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(emails).toEqual([{ to: 'ann@example.com', subject: 'Approve?', message: 'a & <b>\nü' }]);
  });

  it.each([
    ['a value they share', to('everyone'), ['ann@example.com', 'bob@example.com']],
    ['any value of a list', to('["bob@example.com","eve@example.com"]', 'String.Array'), ['bob@example.com']],
    ['no value of theirs', to('carl@example.com'), []],
    ['no attribute', {}, []],
  ])('delivers by %s', async (_, attributes, expected) => {
    await publish({ Message: 'x', ...attributes });
    expect(emails.map((email) => email.to)).toEqual(expected);
  });

  it('delivers nothing to a subscription that was not confirmed', async () => {
    await publish({ Message: 'x', ...to('eve@example.com') });
    expect(emails).toEqual([]);
  });

  it('delivers to everyone who filters nothing, with the subject SNS uses when there is none', async () => {
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
      'a list that is not JSON',
      { Message: 'x', ...to('a,b', 'String.Array') },
      "The message attribute 'approver' of type String.Array is not a JSON list",
    ],
    [
      'another type',
      { Message: 'x', ...to('1', 'Number') },
      "The message attribute 'approver' has the type Number; this endpoint knows String and String.Array",
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

describe('sns', () => {
  it('starts with no filter policy it cannot apply', () => {
    const subscriptions = [
      { endpoint: 'a@b', confirmed: true, filterPolicy: { age: [{ numeric: ['>', 1] }] } },
    ];
    expect(() => sns({ topics: [{ arn: TopicArn, subscriptions }], deliver: () => {} })).toThrow(
      'Only exact string values are supported in a filter policy: {"age":[{"numeric":[">",1]}]}',
    );
  });
});
