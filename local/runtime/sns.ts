import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { AwsError } from './aws-error';
import { filterPolicy, type MessageAttributes } from './filter-policy';
import type { Authorize } from './iam/access-control';
import { accountId } from './physical-id';
import { queryProtocol } from './query-protocol';
import { type Publication, readPublication } from './sns-publication';

export interface Email {
  to: string;
  /** SNS's own default when the publisher gave none. */
  subject: string;
  message: string;
}

export interface EmailSubscription {
  endpoint: string;
  filterPolicy?: Record<string, unknown>;
  /** False for one whose owner has not clicked the link in SNS's confirmation email; it gets nothing. */
  confirmed: boolean;
}

export interface SnsOptions {
  topics: { arn: string; subscriptions: EmailSubscription[] }[];
  deliver(email: Email): void;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

interface Subscription extends EmailSubscription {
  arn: string;
  matches(attributes: MessageAttributes): boolean;
}

const pageSize = 100;

export const snsNamespace = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** Amazon SNS as far as Publish to a topic with email subscriptions and ListSubscriptionsByTopic go. */
export function sns({ topics, deliver, authorize }: SnsOptions): Hono {
  const subscriptions = new Map(
    topics.map((topic) => [topic.arn, topic.subscriptions.map(subscriptionOf(topic.arn))]),
  );
  const subscriptionsOf = (topicArn: string) => {
    const found = subscriptions.get(topicArn);
    if (!found) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return found;
  };
  return queryProtocol({
    namespace: snsNamespace,
    operations: {
      Publish: (parameters, headers) => {
        const publication = readPublication(parameters);
        authorize?.(headers, { action: 'sns:Publish', resource: publication.topicArn });
        const recipients = subscriptionsOf(publication.topicArn).filter(
          ({ confirmed, matches }) => confirmed && matches(publication.attributes),
        );
        for (const { endpoint } of recipients) deliver(emailTo(endpoint, publication));
        return { MessageId: randomUUID() };
      },
      ListSubscriptionsByTopic: (parameters, headers) => {
        const topicArn = parameters.get('TopicArn') ?? '';
        authorize?.(headers, { action: 'sns:ListSubscriptionsByTopic', resource: topicArn });
        return subscriptionPage(topicArn, subscriptionsOf(topicArn), parameters.get('NextToken'));
      },
    },
  });
}

function subscriptionOf(topicArn: string): (subscription: EmailSubscription) => Subscription {
  return (subscription) => ({
    ...subscription,
    arn: `${topicArn}:${randomUUID()}`,
    matches: filterPolicy(subscription.filterPolicy ?? {}),
  });
}

function emailTo(to: string, { subject = 'AWS Notification Message', message }: Publication): Email {
  return { to, subject, message };
}

function subscriptionPage(topicArn: string, subscriptions: Subscription[], token: string | null) {
  const start = Number(token ?? 0);
  if (!Number.isInteger(start)) throw new AwsError('InvalidParameter', 'Invalid parameter: NextToken');
  const end = start + pageSize;
  return {
    Subscriptions: {
      member: subscriptions.slice(start, end).map(({ arn, endpoint, confirmed }) => ({
        TopicArn: topicArn,
        Protocol: 'email',
        SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
        Owner: accountId,
        Endpoint: endpoint,
      })),
    },
    ...(end < subscriptions.length && { NextToken: String(end) }),
  };
}
