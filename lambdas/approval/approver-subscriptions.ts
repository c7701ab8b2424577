import { ListSubscriptionsByTopicCommand, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { listAll } from '../aws-calls/whole-list';
import { env } from '../skeleton/env';
import { StrangersOnTopicError } from '../skeleton/errors';
import { approverTopic } from './approver-topic';

/** The topics of the approvers: what their ARNs begin with, and whose they are, email addresses as configured. */
export interface ApproverTopics {
  readonly prefix: string;
  readonly approvers: readonly string[];
}

/** The topics of this app's approvers, as its functions are told. @throws MissingEnvironmentVariableError without them */
export function ownApproverTopics(): ApproverTopics {
  return { prefix: env('APPROVER_TOPICS'), approvers: env('APPROVERS').split(',') };
}

/**
 * The approvers whose subscription to their own topic is confirmed, each address as it was configured.
 * @throws StrangersOnTopicError where anything is subscribed, confirmed or not, that would get a link of somebody else
 */
export async function confirmedApprovers(
  client: SNSClient,
  { prefix, approvers }: ApproverTopics,
): Promise<string[]> {
  const subscribed = await Promise.all(
    approvers.map(async (approver) => {
      const topic = approverTopic(prefix, approver);
      return { approver, topic, subscriptions: await listSubscriptions(client, topic) };
    }),
  );
  const strangers = subscribed.flatMap(({ approver, topic, subscriptions }) =>
    subscriptions.flatMap((subscription) => strangeAbout(approver, topic, subscription)),
  );
  if (strangers.length > 0) throw new StrangersOnTopicError(messageAbout(strangers));
  return subscribed
    .filter(({ subscriptions }) => subscriptions.some(isConfirmed))
    .map(({ approver }) => approver);
}

/** The cause of a failed state has room for 32,768 characters. */
const mostTold = 20;

function messageAbout(strangers: readonly string[]): string {
  const lines = strangers.slice(0, mostTold).map((stranger) => `- ${stranger}`);
  if (strangers.length > mostTold) lines.push(`- and ${strangers.length - mostTold} more`);
  return `Subscribed to an approver's topic:\n${lines.join('\n')}`;
}

/** Lists who is subscribed to a topic. One that waits for its confirmation has no ARN of its own yet, so its address tells it from the others as well. */
export async function listSubscriptions(client: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const listed = await listAll({
    call: 'sns:ListSubscriptionsByTopic',
    read: (NextToken?: string) => client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken })),
    items: ({ Subscriptions }) => Subscriptions,
    id: ({ SubscriptionArn, Protocol, Endpoint }) => [SubscriptionArn, Protocol, Endpoint].join(' '),
    marker: ({ NextToken }) => NextToken,
  });
  // One that was deleted is listed for a while, and gets nothing.
  return listed.filter(({ SubscriptionArn }) => SubscriptionArn !== 'Deleted');
}

/** Whether somebody has confirmed a subscription: one that nobody has is called PendingConfirmation. */
export const isConfirmed = ({ SubscriptionArn }: Subscription) =>
  SubscriptionArn?.startsWith('arn:') ?? false;

/** Whether a subscription to this topic is the one that the app made for this person. */
export function isOwn(
  person: string,
  topic: string,
  { Protocol, Endpoint = '', Owner }: Subscription,
): boolean {
  return (
    Protocol === 'email' && Endpoint.toLowerCase() === person.toLowerCase() && Owner === topic.split(':')[4]
  );
}

/** What is wrong with a subscription and how to mend it, in a line; nothing where it is the approver's own. */
function strangeAbout(approver: string, topic: string, subscription: Subscription): string[] {
  if (isOwn(approver, topic, subscription)) return [];
  const { Protocol, Endpoint = '', SubscriptionArn = '' } = subscription;
  const named = `${Protocol} ${Endpoint} would get the links of ${approver} (${topic})`;
  return isConfirmed(subscription)
    ? [`${named}: aws sns unsubscribe --subscription-arn ${SubscriptionArn}`]
    : [`${named}, once it is confirmed: ${untilForgotten}`];
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html */
const untilForgotten = 'nobody can remove it, and SNS forgets it within 48 hours';
