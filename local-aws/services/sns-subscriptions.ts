import { randomUUID } from 'node:crypto';
import { accountId } from '../template/physical-id';
import { AwsError } from '../wire/aws-error';

/** A subscription as a topic begins with it. */
export interface TopicSubscription {
  /** @default email */
  protocol?: string;
  endpoint: string;
  /** False for one whose owner has not clicked the link in SNS's confirmation email; it gets nothing. */
  confirmed: boolean;
}

/** A subscription of a topic as SNS keeps it. */
export interface Subscription extends Required<TopicSubscription> {
  arn: string;
  topicArn: string;
}

const pageSize = 100;

/** The subscriptions of all topics; what is not there is a NotFound. */
export class Subscriptions {
  readonly #topics: Map<string, Subscription[]>;

  constructor(topics: readonly { arn: string; subscriptions: readonly TopicSubscription[] }[]) {
    this.#topics = new Map(
      topics.map(({ arn, subscriptions }) => [arn, subscriptions.map((each) => subscriptionOf(arn, each))]),
    );
  }

  ofTopic(topicArn: string): Subscription[] {
    const found = this.#topics.get(topicArn);
    if (!found) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return found;
  }

  get(arn: string): Subscription {
    const found = [...this.#topics.values()].flat().find((subscription) => subscription.arn === arn);
    // One that is not confirmed has no ARN yet.
    if (!found?.confirmed) throw new AwsError('NotFound', 'Subscription does not exist', 404);
    return found;
  }

  /** Who is to get it has to confirm first, but for queues and functions of the account. */
  add(topicArn: string, protocol: string, endpoint: string): Subscription {
    const confirmed = ['sqs', 'lambda'].includes(protocol);
    const added = subscriptionOf(topicArn, { protocol, endpoint, confirmed });
    this.ofTopic(topicArn).push(added);
    return added;
  }

  remove(arn: string): void {
    const { topicArn } = this.get(arn);
    const remaining = this.ofTopic(topicArn).filter((subscription) => subscription.arn !== arn);
    this.#topics.set(topicArn, remaining);
  }

  /** At most 100; the token is the place where the next page begins. */
  page(topicArn: string, token?: string) {
    const subscriptions = this.ofTopic(topicArn);
    const start = Number(token ?? 0);
    if (!Number.isInteger(start)) throw new AwsError('InvalidParameter', 'Invalid parameter: NextToken');
    const end = start + pageSize;
    return {
      Subscriptions: subscriptions.slice(start, end).map(listed),
      ...(end < subscriptions.length && { NextToken: String(end) }),
    };
  }
}

function subscriptionOf(topicArn: string, subscription: TopicSubscription): Subscription {
  const { protocol = 'email' } = subscription;
  return { ...subscription, protocol, topicArn, arn: `${topicArn}:${randomUUID()}` };
}

function listed({ arn, topicArn, protocol, endpoint, confirmed }: Subscription) {
  return {
    TopicArn: topicArn,
    Protocol: protocol,
    SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    Owner: accountId,
    Endpoint: endpoint,
  };
}
