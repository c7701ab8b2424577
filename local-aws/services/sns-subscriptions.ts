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
  /** Whether only an authenticated caller can unsubscribe. @default false: the link in each mail does */
  authenticated?: boolean;
  /** JSON: which messages it gets. @default all */
  filterPolicy?: string;
}

/** A subscription of a topic as SNS keeps it. */
export interface Subscription extends TopicSubscription {
  protocol: string;
  arn: string;
  topicArn: string;
}

/** A topic with its subscriptions, which may be changed at any time. */
export interface SubscribedTopic {
  readonly arn: string;
  subscriptions: TopicSubscription[];
  /** As JSON. @default none but the one that lets its own account do all */
  policy?: string;
}

const pageSize = 100;

/** The subscriptions of all topics; what is not there is a NotFound. */
export class Subscriptions {
  readonly #topics: readonly SubscribedTopic[];

  constructor(topics: readonly SubscribedTopic[]) {
    this.#topics = topics;
  }

  ofTopic(topicArn: string): Subscription[] {
    const { arn, subscriptions } = this.#topic(topicArn);
    return subscriptions.map((each) => subscriptionOf(arn, each));
  }

  #topic(topicArn: string): SubscribedTopic {
    const found = this.#topics.find(({ arn }) => arn === topicArn);
    if (!found) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return found;
  }

  get(arn: string): Subscription {
    const found = this.all().find((subscription) => subscription.arn === arn);
    // One that is not confirmed has no ARN yet.
    if (!found?.confirmed) throw new AwsError('NotFound', 'Subscription does not exist', 404);
    return found;
  }

  /** Who is to get it has to confirm first, but for queues and functions of the account. */
  add(topicArn: string, protocol: string, endpoint: string): Subscription {
    const confirmed = ['sqs', 'lambda'].includes(protocol);
    const added = { protocol, endpoint, confirmed };
    this.#topic(topicArn).subscriptions.push(added);
    return subscriptionOf(topicArn, added);
  }

  remove(arn: string): void {
    const topic = this.#topic(this.get(arn).topicArn);
    topic.subscriptions = topic.subscriptions.filter((each) => subscriptionOf(topic.arn, each).arn !== arn);
  }

  /** Those of every topic. */
  all(): Subscription[] {
    return this.#topics.flatMap(({ arn }) => this.ofTopic(arn));
  }

  /** Of a topic, or all; at most 100. The token is the place where the next page begins. */
  page(topicArn?: string, token?: string) {
    const subscriptions = topicArn === undefined ? this.all() : this.ofTopic(topicArn);
    const start = Number(token ?? 0);
    if (!Number.isInteger(start)) throw new AwsError('InvalidParameter', 'Invalid parameter: NextToken');
    const end = start + pageSize;
    return {
      Subscriptions: subscriptions.slice(start, end).map(listed),
      ...(end < subscriptions.length && { NextToken: String(end) }),
    };
  }
}

/** Its ARN is the same as long as it is there. */
function subscriptionOf(topicArn: string, subscription: TopicSubscription): Subscription {
  const id = ids.get(subscription) ?? randomUUID();
  ids.set(subscription, id);
  return { protocol: 'email', ...subscription, topicArn, arn: `${topicArn}:${id}` };
}

const ids = new WeakMap<TopicSubscription, string>();

function listed({ arn, topicArn, protocol, endpoint, confirmed }: Subscription) {
  return {
    TopicArn: topicArn,
    Protocol: protocol,
    SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    Owner: accountId,
    Endpoint: endpoint,
  };
}

/** What GetSubscriptionAttributes says of a subscription that is confirmed. */
export function attributesOf({
  arn,
  topicArn,
  protocol,
  endpoint,
  authenticated,
  filterPolicy,
}: Subscription) {
  const attributes = {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Owner: accountId,
    ConfirmationWasAuthenticated: String(authenticated ?? false),
    PendingConfirmation: 'false',
    RawMessageDelivery: 'false',
    ...(filterPolicy && { FilterPolicy: filterPolicy, FilterPolicyScope: 'MessageAttributes' }),
  };
  return new Map(Object.entries(attributes));
}
