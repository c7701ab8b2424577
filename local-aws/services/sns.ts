import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Authorize } from '../iam/access-control';
import { AwsError } from '../wire/aws-error';
import { queryProtocol } from '../wire/query-protocol';
import { type Publication, readPublication } from './sns-publication';
import { attributesOf, Subscriptions, type TopicSubscription } from './sns-subscriptions';

export interface Email {
  to: string;
  /** SNS's own default when the publisher gave none. */
  subject: string;
  message: string;
}

export interface SnsOptions {
  topics: { arn: string; subscriptions: TopicSubscription[] }[];
  deliver(email: Email): void;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** The XML namespace of SNS's answers. */
export const snsNamespace = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** Amazon SNS as far as Publish to a topic with email subscriptions, and the subscriptions themselves, go. */
export function sns({ topics, deliver, authorize }: SnsOptions): Hono {
  const subscriptions = new Subscriptions(topics);
  /** SNS has no resource type for subscriptions: who may read or change one may do it to all (Service Authorization Reference). */
  const onSubscription = (action: string, parameters: URLSearchParams, headers: Headers) => {
    authorize?.(headers, { action: `sns:${action}`, resource: '*' });
    return parameters.get('SubscriptionArn') ?? '';
  };
  const onTopic = (action: string, parameters: URLSearchParams, headers: Headers) => {
    const topicArn = parameters.get('TopicArn') ?? '';
    authorize?.(headers, { action: `sns:${action}`, resource: topicArn });
    return topicArn;
  };
  return queryProtocol({
    namespace: snsNamespace,
    operations: {
      Publish: (parameters, headers) => {
        const publication = readPublication(parameters);
        onTopic('Publish', parameters, headers);
        const recipients = subscriptions
          .ofTopic(publication.topicArn)
          .filter(
            ({ protocol, confirmed, matches }) =>
              protocol === 'email' && confirmed && matches(publication.attributes),
          );
        for (const { endpoint } of recipients) deliver(emailTo(endpoint, publication));
        return { MessageId: randomUUID() };
      },
      ListSubscriptionsByTopic: (parameters, headers) =>
        subscriptions.page(
          onTopic('ListSubscriptionsByTopic', parameters, headers),
          parameters.get('NextToken'),
        ),
      GetSubscriptionAttributes: (parameters, headers) =>
        attributesOf(subscriptions.get(onSubscription('GetSubscriptionAttributes', parameters, headers))),
      SetSubscriptionAttributes: (parameters, headers) => {
        const arn = onSubscription('SetSubscriptionAttributes', parameters, headers);
        const name = parameters.get('AttributeName');
        if (name !== 'FilterPolicy') throw notSupported(`the attribute ${name}`);
        subscriptions.setFilterPolicy(arn, parameters.get('AttributeValue') ?? '{}');
        return {};
      },
      Subscribe: (parameters, headers) => {
        const topicArn = onTopic('Subscribe', parameters, headers);
        const [protocol, endpoint] = ['Protocol', 'Endpoint'].map((name) => parameters.get(name) ?? '');
        if (parameters.has('Attributes.entry.1.key')) throw notSupported('an attribute of Subscribe');
        const { arn, confirmed } = subscriptions.add(topicArn, protocol ?? '', endpoint ?? '');
        return { SubscriptionArn: confirmed ? arn : 'pending confirmation' };
      },
      Unsubscribe: (parameters, headers) => {
        subscriptions.remove(onSubscription('Unsubscribe', parameters, headers));
        return {};
      },
    },
  });
}

function notSupported(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what} is not supported by this endpoint`);
}

function emailTo(to: string, { subject = 'AWS Notification Message', message }: Publication): Email {
  return { to, subject, message };
}
