import { GetSubscriptionAttributesCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { isConfirmed, isOwn, listSubscriptions } from '../../../lambdas/approval/approver-subscriptions';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { type Fact, read } from '../../aws/fact';
import { shellWord } from '../../aws/pasteable';
import { printable } from '../../terminal/printable';
import type { Check } from '../readiness';
import { awsCommand, type DeployedResource, type Deployment, ofType, readOf, textOf } from './deployment';
import { type Assessment, type Problem, rowsOf } from './rows';

/** A topic of the app, whom it is for, and who is subscribed. */
interface Topic {
  readonly arn: string;
  readonly isApprovers: boolean;
  readonly people: readonly string[];
  readonly subscriptions: readonly Subscription[];
}

/** A person's own subscription that is confirmed, and what SNS says of it. */
interface Confirmed {
  readonly topic: Topic;
  readonly person: string;
  readonly subscriptionArn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Whether the mails of the app reach those whom they are for, them alone, and for good. */
export async function checkSubscriptions(deployment: Deployment): Promise<Check[]> {
  const client = new SNSClient(deployment.settingsFor('SNS'));
  const topics = await readOf(
    deployment,
    'AWS::SNS::Topic',
    'sns:ListSubscriptionsByTopic',
    async (declared) => {
      const subscriptions = deployment.resources.known ? deployment.resources.value : [];
      return Promise.all(
        declared.map((topic) => readTopic(client, topic, ofType(subscriptions, 'AWS::SNS::Subscription'))),
      );
    },
  );
  const confirmed = await readConfirmed(client, topics);
  const approvers = (all: readonly Topic[]) => all.filter(({ isApprovers }) => isApprovers);
  const alarms = (all: readonly Topic[]) =>
    all.filter(({ isApprovers, people }) => !isApprovers && people.length > 0);
  return [
    ...rowsOf('approvers', topics, (all) => everybodyConfirmed(deployment, approvers(all))),
    ...rowsOf('links', topics, (all) => ({
      fine: "nobody else is subscribed to an approver's topic",
      problems: strangersOn(deployment, approvers(all)),
    })),
    ...rowsOf('alarm-mails', topics, (all) => {
      const { fine, problems } = everybodyConfirmed(deployment, alarms(all));
      return { fine, problems: [...problems, ...strangersOn(deployment, alarms(all))] };
    }),
    ...rowsOf('filter-policies', confirmed, (all) => filtered(deployment, all)),
    ...rowsOf('unsubscribing', confirmed, (all) => openToAnybody(deployment, all), false),
  ];
}

async function readTopic(
  client: SNSClient,
  { physicalId: arn, logicalId }: DeployedResource,
  declared: readonly DeployedResource[],
): Promise<Topic> {
  const own = declared.filter(({ properties }) => refOf(properties.TopicArn) === logicalId);
  return {
    arn,
    isApprovers: /-approver-[0-9a-f]{16}$/.test(arn),
    people: own.flatMap((subscription) => textOf(subscription, 'Endpoint') ?? []),
    subscriptions: await listSubscriptions(client, arn),
  };
}

const refOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'Ref' in value ? value.Ref : undefined;

async function readConfirmed(client: SNSClient, topics: Fact<Topic[]>): Promise<Fact<Confirmed[]>> {
  if (!topics.known) return topics;
  const own = topics.value.flatMap((topic) =>
    topic.people.flatMap((person) => {
      const { SubscriptionArn: subscriptionArn } = confirmedOf(topic, person) ?? {};
      return subscriptionArn ? { topic, person, subscriptionArn } : [];
    }),
  );
  return read('sns:GetSubscriptionAttributes', () =>
    Promise.all(
      own.map(async (each) => ({ ...each, attributes: await readAttributes(client, each.subscriptionArn) })),
    ),
  );
}

async function readAttributes(client: SNSClient, SubscriptionArn: string): Promise<Record<string, string>> {
  const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return contentOf('sns:GetSubscriptionAttributes', 'the attributes', Attributes);
}

const ownOf = ({ arn, subscriptions }: Topic, person: string) =>
  subscriptions.filter((subscription) => isOwn(person, arn, subscription));

const confirmedOf = (topic: Topic, person: string) => ownOf(topic, person).find(isConfirmed);

function everybodyConfirmed(deployment: Deployment, topics: readonly Topic[]): Assessment {
  const people = topics.flatMap((topic) => topic.people.map((person) => ({ topic, person })));
  const missing = people.filter(({ topic, person }) => !confirmedOf(topic, person));
  return {
    fine: `confirmed by ${people.map(({ person }) => person).join(', ')}`,
    problems: missing.map(({ topic, person }) => ({
      detail:
        ownOf(topic, person).length > 0
          ? `${person} has not confirmed the subscription`
          : `${person} is not subscribed any more`,
      fix: awsCommand(
        deployment,
        subscribe(topic, person),
        `It mails ${person} a link that confirms it. ${howToConfirm}`,
      ),
    })),
  };
}

const subscribe = ({ arn }: Topic, person: string) =>
  `sns subscribe --topic-arn ${arn} --protocol email --notification-endpoint ${shellWord(person)}`;

const howToConfirm =
  'So that no mail scanner can end it, confirm with --authenticate-on-unsubscribe instead of opening the link (docs/deploying.md).';

function strangersOn(deployment: Deployment, topics: readonly Topic[]): Problem[] {
  return topics.flatMap((topic) =>
    topic.subscriptions
      .filter((subscription) => !topic.people.some((person) => isOwn(person, topic.arn, subscription)))
      .map((subscription) => strangerProblem(deployment, topic, subscription)),
  );
}

function strangerProblem(deployment: Deployment, topic: Topic, subscription: Subscription): Problem {
  const { Protocol = '', Endpoint = '', SubscriptionArn = '' } = subscription;
  const gets = topic.isApprovers ? `the links of ${topic.people.join(', ')}` : 'the alarms';
  const who = printable(`${Protocol} ${Endpoint}`);
  if (isConfirmed(subscription))
    return {
      detail: `${who} gets ${gets}, and is not in the template`,
      fix: awsCommand(deployment, `sns unsubscribe --subscription-arn ${SubscriptionArn}`),
    };
  const text = 'Nobody can remove it before it is confirmed, and SNS forgets it within 48 hours.';
  return { detail: `${who} would get ${gets}, once it is confirmed`, fix: { by: 'you', text } };
}

function filtered(deployment: Deployment, confirmed: readonly Confirmed[]): Assessment {
  const some = confirmed.filter(({ attributes }) => attributes.FilterPolicy);
  return {
    fine: 'none: every mail is delivered',
    problems: some.map(({ person, subscriptionArn }) => ({
      detail: `a filter policy decides what ${person} gets`,
      fix: awsCommand(
        deployment,
        `sns set-subscription-attributes --subscription-arn ${subscriptionArn} --attribute-name FilterPolicy --attribute-value '{}'`,
      ),
    })),
  };
}

/** SNS's mails end with a link that unsubscribes whoever opens it, a mail scanner as well. */
function openToAnybody(deployment: Deployment, confirmed: readonly Confirmed[]): Assessment {
  const open = confirmed.filter(({ attributes }) => attributes.ConfirmationWasAuthenticated !== 'true');
  return {
    fine: 'only an authenticated caller can unsubscribe',
    problems: open.map(({ topic, person, subscriptionArn }) => {
      const { region } = deployment;
      const again = `sns unsubscribe --subscription-arn ${subscriptionArn} --region ${region} && aws ${subscribe(topic, person)}`;
      return {
        detail: `a mail scanner's click can end the subscription of ${person} to ${nameOf(topic)}`,
        fix: awsCommand(deployment, again, howToConfirm),
      };
    }),
  };
}

const nameOf = ({ isApprovers }: Topic) => (isApprovers ? 'requests' : 'alarms');
