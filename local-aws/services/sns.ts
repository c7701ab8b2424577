import { randomUUID } from 'node:crypto';
import type { Authorize } from '../iam/access-control';
import { AwsError } from '../wire/aws-error';
import { optional } from '../wire/parameters';
import type { WireCall } from '../wire/protocols';
import { ServiceApp } from '../wire/service';
import { type Publication, readPublication } from './sns-publication';
import { attributesOf, type SubscribedTopic, Subscriptions } from './sns-subscriptions';

/** An email as SNS would send it. */
export interface Email {
  to: string;
  /** SNS's own default when the publisher gave none. */
  subject: string;
  message: string;
}

/** The topics there are, who gets the emails, and who may publish. */
export interface SnsOptions {
  topics: SubscribedTopic[];
  deliver(email: Email): void;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** Amazon SNS as far as Publish to a topic with email subscriptions, and the subscriptions themselves, go. */
export function sns({ topics, deliver, authorize }: SnsOptions): ServiceApp {
  const subscriptions = new Subscriptions(topics);
  /** SNS has no resource type for subscriptions: who may read or change one may do it to all (Service Authorization Reference). */
  const onSubscription = ({ operation, parameters, signer }: WireCall) => {
    authorize?.(signer, { action: `sns:${operation}`, resource: '*' });
    return optional(parameters, 'SubscriptionArn') ?? '';
  };
  const onTopic = ({ operation, parameters, signer }: WireCall) => {
    const topicArn = optional(parameters, 'TopicArn') ?? '';
    authorize?.(signer, { action: `sns:${operation}`, resource: topicArn });
    return topicArn;
  };
  return new ServiceApp('sns', {
    Publish: (call) => {
      const publication = readPublication(call.parameters);
      onTopic(call);
      const recipients = subscriptions
        .ofTopic(publication.topicArn)
        .filter(({ protocol, confirmed }) => protocol === 'email' && confirmed);
      for (const { endpoint } of recipients) deliver(emailTo(endpoint, publication));
      return { MessageId: randomUUID() };
    },
    GetTopicAttributes: (call) => {
      const arn = onTopic(call);
      const topic = topics.find((each) => each.arn === arn);
      if (!topic) throw new AwsError('NotFound', 'Topic does not exist', 404);
      const { policy: Policy = '{"Version":"2008-10-17","Statement":[]}' } = topic;
      return { Attributes: new Map(Object.entries({ TopicArn: arn, Policy })) };
    },
    ListSubscriptionsByTopic: (call) =>
      subscriptions.page(onTopic(call), optional(call.parameters, 'NextToken')),
    ListSubscriptions: (call) => {
      authorize?.(call.signer, { action: 'sns:ListSubscriptions', resource: '*' });
      return subscriptions.page(undefined, optional(call.parameters, 'NextToken'));
    },
    Subscribe: (call) => {
      const topicArn = onTopic(call);
      const [protocol = '', endpoint = ''] = ['Protocol', 'Endpoint'].map((name) =>
        optional(call.parameters, name),
      );
      if ('Attributes.entry.1.key' in call.parameters) throw notSupported('an attribute of Subscribe');
      const { arn, confirmed } = subscriptions.add(topicArn, protocol, endpoint);
      return { SubscriptionArn: confirmed ? arn : 'pending confirmation' };
    },
    GetSubscriptionAttributes: (call) => ({
      Attributes: attributesOf(subscriptions.get(onSubscription(call))),
    }),
    Unsubscribe: (call) => {
      subscriptions.remove(onSubscription(call));
    },
  });
}

function notSupported(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what} is not supported by this endpoint`);
}

function emailTo(to: string, { subject = 'AWS Notification Message', message }: Publication): Email {
  return { to, subject, message };
}
