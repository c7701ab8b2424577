import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { clientDefaults } from './aws-clients';
import type { ResourcePolicy } from './policy-removal';
import { type RootSessionScope, unsealSession } from './root-session';
import type { Seal } from './seal';
import { parseQueueUrl } from './task-input';
import { ApprovedTarget } from './task-model';

const QueueTarget = z.extend(ApprovedTarget, { queueUrl: z.string() });

/**
 * The policy of a queue, as the root user of its account reads and deletes it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export function queuePolicy(sqs: SQSClient, { queueUrl }: z.infer<typeof QueueTarget>): ResourcePolicy {
  const QueueUrl = queueUrl;
  return {
    readCall: 'sqs:GetQueueAttributes',
    read: async () => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] });
      return (await sqs.send(command)).Attributes?.Policy || undefined;
    },
    removeCall: 'sqs:SetQueueAttributes',
    remove: () => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } })),
  };
}

/** The policy of the target's queue, with the sealed session of its root user, in the Region that its URL names. */
export async function rootQueuePolicy(
  seal: Seal,
  scope: RootSessionScope,
  sealedSession: string,
  target: ApprovedTarget,
): Promise<ResourcePolicy> {
  const queue = z.parse(QueueTarget, target);
  const credentials = await unsealSession(seal, scope, sealedSession);
  const region = parseQueueUrl(queue.queueUrl)?.region;
  // The endpoint is that of the Region, never a host that somebody wrote into a URL.
  return queuePolicy(
    new SQSClient({ ...clientDefaults, region, credentials, useQueueUrlAsEndpoint: false }),
    queue,
  );
}
