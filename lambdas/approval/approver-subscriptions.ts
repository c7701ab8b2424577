import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { contentOf } from '../aws-calls/content-of';
import { listAll } from '../aws-calls/whole-list';
import { StrangersOnTopicError } from '../skeleton/errors';

/** The topic of the approvers, and who they are: email addresses as configured. */
interface ApproversTopic {
  readonly arn: string;
  readonly approvers: readonly string[];
}

/**
 * The approvers' subscriptions that are confirmed, one email address in lower case each.
 * @throws StrangersOnTopicError where anything is subscribed, confirmed or not, that would get a link of somebody else
 */
export async function approverSubscriptions(
  client: SNSClient,
  topic: ApproversTopic,
): Promise<ReadonlySet<string>> {
  // One that was deleted is listed for a while, and gets nothing.
  const subscriptions = (await listSubscriptions(client, topic.arn)).filter(
    ({ SubscriptionArn }) => SubscriptionArn !== 'Deleted',
  );
  const strangers = await Promise.all(
    subscriptions.map((subscription) => strangeAbout(client, topic, subscription)),
  );
  const found = strangers.filter((line) => line !== undefined);
  if (found.length > 0) throw new StrangersOnTopicError(messageAbout(found, topic.arn));
  return new Set(subscriptions.filter(isConfirmed).map(({ Endpoint }) => (Endpoint ?? '').toLowerCase()));
}

/** The cause of a failed state has room for 32,768 characters. */
const mostTold = 20;

function messageAbout(strangers: readonly string[], topicArn: string): string {
  const lines = strangers.slice(0, mostTold).map((stranger) => `- ${stranger}`);
  if (strangers.length > mostTold) lines.push(`- and ${strangers.length - mostTold} more`);
  return `Subscribed to the approvers' topic:\n${lines.join('\n')}\nThe topic is ${topicArn}.`;
}

/** One that waits for its confirmation has no ARN of its own yet, so its address tells it from the others as well. */
function listSubscriptions(client: SNSClient, TopicArn: string): Promise<Subscription[]> {
  return listAll({
    call: 'sns:ListSubscriptionsByTopic',
    read: (NextToken?: string) => client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken })),
    items: ({ Subscriptions }) => Subscriptions,
    id: ({ SubscriptionArn, Protocol, Endpoint }) => [SubscriptionArn, Protocol, Endpoint].join(' '),
    marker: ({ NextToken }) => NextToken,
  });
}

const isConfirmed = ({ SubscriptionArn }: Subscription) => SubscriptionArn?.startsWith('arn:') ?? false;

/** What is wrong with a subscription and how to mend it, in a line; `undefined` for one of an approver that is as deployed. */
async function strangeAbout(
  client: SNSClient,
  { arn, approvers }: ApproversTopic,
  subscription: Subscription,
): Promise<string | undefined> {
  const { Protocol, Endpoint = '', SubscriptionArn = '', Owner } = subscription;
  const approver = approvers.find((email) => email.toLowerCase() === Endpoint.toLowerCase());
  // Another account's subscription does not show its filter policy here.
  const isOurs = Protocol === 'email' && approver !== undefined && Owner === arn.split(':')[4];
  const named = `${Protocol} ${Endpoint}`;
  if (!isConfirmed(subscription)) {
    return isOurs ? undefined : `${named} is no approver and not confirmed yet: ${untilForgotten}`;
  }
  if (!isOurs) {
    return `${named} is no approver: aws sns unsubscribe --subscription-arn ${SubscriptionArn}`;
  }
  if (await filtersFor(client, SubscriptionArn, approver)) return undefined;
  return `${named} gets the other approvers' links, too: aws sns set-subscription-attributes --subscription-arn ${SubscriptionArn} --attribute-name FilterPolicy --attribute-value '${filterPolicy(approver)}', which takes up to 15 minutes`;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html */
const untilForgotten = 'nobody can remove it, and SNS forgets it within 48 hours';

const filterPolicy = (approver: string) => JSON.stringify({ approver: [approver, 'everyone'] });

const OwnMailsOnly = z.strictObject({ approver: z.array(z.string()) });

/** Whether a confirmed subscription lets through what is addressed to this approver, or to everyone, and nothing else. */
async function filtersFor(client: SNSClient, SubscriptionArn: string, approver: string): Promise<boolean> {
  const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  const { FilterPolicy = '{}', FilterPolicyScope = 'MessageAttributes' } = contentOf(
    'sns:GetSubscriptionAttributes',
    'the set of attributes',
    Attributes,
  );
  const { data } = OwnMailsOnly.safeParse(JSON.parse(FilterPolicy));
  const own = [approver.toLowerCase(), 'everyone'];
  return (
    FilterPolicyScope === 'MessageAttributes' &&
    data !== undefined &&
    data.approver.every((value) => own.includes(value.toLowerCase()))
  );
}
