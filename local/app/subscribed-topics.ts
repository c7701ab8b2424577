import type { SnsOptions } from '../runtime/sns';
import type { Topic } from '../runtime/template';

/** Nobody clicks a confirmation link here, so everyone counts as confirmed unless said otherwise. */
export function subscribedTopics(
  topics: readonly Topic[],
  unconfirmed: readonly string[] = [],
): SnsOptions['topics'] {
  return topics.map(({ arn, subscriptions }) => ({
    arn,
    subscriptions: subscriptions
      .filter(({ protocol }) => protocol === 'email')
      .map(({ endpoint, filterPolicy }) => ({
        endpoint,
        filterPolicy,
        confirmed: !unconfirmed.includes(endpoint),
      })),
  }));
}
