import type { Topic } from '../template/template';
import type { SnsOptions } from './sns';

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
