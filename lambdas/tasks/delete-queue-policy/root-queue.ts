import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { clientSettings } from '../../aws-calls/client-defaults';
import { contentOf } from '../../aws-calls/content-of';
import type { RootSession } from '../../root-session/root-session';
import type { PolicyReader } from '../policy-removal';
import { ApprovedTarget } from '../shapes';
import { parseQueueUrl } from './queue-url';

const QueueTarget = z.extend(ApprovedTarget, { resource: z.string() });

/** A queue, and SQS as the root user of its account, in the Region that the queue's URL names. */
export interface RootQueue {
  readonly sqs: SQSClient;
  readonly QueueUrl: string;
}

/** The queue of a target, in a session of its root user. @throws ZodError for a target without a queue */
export function rootQueue(credentials: RootSession, target: ApprovedTarget): RootQueue {
  const { resource: QueueUrl } = z.parse(QueueTarget, target);
  const region = parseQueueUrl(QueueUrl)?.region;
  // The endpoint is that of the Region, never a host that somebody wrote into a URL.
  return {
    sqs: new SQSClient({ ...clientSettings('SQS'), region, credentials, useQueueUrlAsEndpoint: false }),
    QueueUrl,
  };
}

/**
 * How to read a queue's policy; a queue without one has an empty attribute, or none. Every queue has an ARN: an
 * answer without it is none, and says nothing about a policy.
 */
export function queuePolicy({ sqs, QueueUrl }: RootQueue): PolicyReader {
  const readCall = 'sqs:GetQueueAttributes';
  return {
    readCall,
    read: async () => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'Policy'] });
      const { Attributes } = await sqs.send(command);
      contentOf(readCall, "the queue's ARN", Attributes?.QueueArn);
      return Attributes?.Policy || undefined;
    },
  };
}
