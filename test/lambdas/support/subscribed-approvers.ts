import { ListSubscriptionsByTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import type { mockClient } from 'aws-sdk-client-mock';
import { approverTopic } from '../../../lambdas/approval/approver-topic';

const prefix = process.env.APPROVER_TOPICS ?? '';
/** The topic of an approver. */
export const topicOf = (email: string) => approverTopic(prefix, email);

type Sns = ReturnType<typeof mockClient>;

/** Lets these addresses be subscribed to their own topics, and nobody else to any. */
export function subscribed(sns: Sns, ...emails: string[]): void {
  sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] });
  for (const email of emails)
    sns.on(ListSubscriptionsByTopicCommand, { TopicArn: topicOf(email) }).resolves({
      Subscriptions: [
        { Endpoint: email, Protocol: 'email', Owner: '111111111111', SubscriptionArn: `${topicOf(email)}:1` },
      ],
    });
}

const known = ['alice@example.com', 'bob@example.com'];

/** Who was mailed, and the secret of their link. */
export const mailsOf = (sns: Sns) =>
  sns.commandCalls(PublishCommand).map(({ firstArg: { input } }) => ({
    to: known.find((email) => topicOf(email) === input.TopicArn),
    secret: /^https:\/\/approval\.example\.com\/runs\/[^/]+\/(\S{43})$/m.exec(input.Message ?? '')?.[1] ?? '',
    input,
  }));
