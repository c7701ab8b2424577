import type { Topic } from '../template/template';
import type { SnsOptions } from './sns';

/**
 * A stack's topics with their email subscriptions; as nobody clicks a confirmation link here, everyone counts as
 * confirmed who is not named as `unconfirmed`.
 */
export function subscribedTopics(
  topics: readonly Topic[],
  unconfirmed: readonly string[] = [],
): SnsOptions['topics'] {
  return topics.map(({ arn, subscriptions }) => ({
    arn,
    subscriptions: subscriptions
      .filter(({ protocol }) => protocol === 'email')
      .map(({ endpoint }) => ({ endpoint, confirmed: !unconfirmed.includes(endpoint) })),
  }));
}
