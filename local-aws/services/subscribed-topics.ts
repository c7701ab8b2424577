import type { Topic } from '../template/template';
import type { SubscribedTopic } from './sns-subscriptions';

/**
 * A stack's topics with their email subscriptions; as nobody clicks a confirmation link here, everyone counts as
 * confirmed who is not named as `unconfirmed`.
 */
export function subscribedTopics(
  topics: readonly Topic[],
  unconfirmed: readonly string[] = [],
): SubscribedTopic[] {
  return topics.map(({ arn, subscriptions }) => ({
    arn,
    subscriptions: subscriptions
      .filter(({ protocol }) => protocol === 'email')
      .map(({ endpoint }) => ({ endpoint, confirmed: !unconfirmed.includes(endpoint) })),
  }));
}
