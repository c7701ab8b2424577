import type { Template } from '../template/template';
import type { DescribedStack } from './cloudformation';
import type { MetricAlarm } from './cloudwatch';
import { type HistoryContents, usualDelay } from './event-history';
import type { DescribedEventBus, DescribedRule } from './events';
import type { KeyDescription } from './kms';
import { type DescribedFunction, defaultLambdaLimit, type LambdaLimit } from './lambda';
import type { LogResourcePolicy } from './logs';
import type { DescribedSchedule } from './scheduler';
import type { SubscribedTopic } from './sns-subscriptions';
import { subscribedTopics } from './subscribed-topics';

/**
 * What the services of an account tell of: plain objects that a test may read and change at any time. What is changed
 * here is told otherwise from then on; nothing else comes of it but who is mailed.
 */
export interface AccountResources {
  readonly stacks: DescribedStack[];
  readonly topics: SubscribedTopic[];
  readonly keys: KeyDescription[];
  readonly alarms: MetricAlarm[];
  /** Of all accounts and Regions, as the buses are. */
  readonly rules: DescribedRule[];
  readonly eventBuses: DescribedEventBus[];
  readonly schedules: DescribedSchedule[];
  readonly logPolicies: LogResourcePolicy[];
  readonly lambdaLimit: LambdaLimit;
  readonly lambdas: DescribedFunction[];
  /** Of the executions that were started; nothing else is recorded. */
  readonly eventHistory: HistoryContents;
}

/** What there is once the stacks are deployed, in an account that has nothing else. */
export function accountResources(
  template: Template,
  others: readonly Template[],
  unconfirmed?: readonly string[],
): AccountResources {
  const stacks = [template, ...others].map((stack) => stack.described());
  return {
    stacks: [template.stack()],
    topics: subscribedTopics(template.topics(), unconfirmed).map((topic) => ({
      ...topic,
      policy: policyOf(template, topic.arn),
    })),
    keys: template.keys(),
    alarms: stacks.flatMap(({ alarms }) => alarms),
    rules: stacks.flatMap(({ rules }) => rules),
    eventBuses: stacks.flatMap(({ eventBuses }) => eventBuses),
    schedules: stacks.flatMap(({ schedules }) => schedules),
    logPolicies: [],
    lambdaLimit: defaultLambdaLimit(),
    lambdas: template.functions().map(({ name, arn }) => ({ name, arn })),
    eventHistory: { delaySeconds: usualDelay, events: [] },
  };
}

/** The policy of a resource, as JSON; undefined where it has none. */
function policyOf(template: Template, arn: string): string | undefined {
  const [policy] = template.policies().resources[arn] ?? [];
  return policy && JSON.stringify(policy);
}
