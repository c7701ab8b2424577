import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ownSeal } from './root-session/seal';
import { stateHandler } from './skeleton/handler';
import { queuePolicy, type RootQueue, rootQueue } from './tasks/delete-queue-policy/root-queue';
import { type ResourcePolicy, removePolicy } from './tasks/policy-removal';
import { ChangeTargetPayload } from './tasks/target-payload';

/** An empty policy is none. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
function removable(queue: RootQueue): ResourcePolicy {
  const { sqs, QueueUrl } = queue;
  return {
    ...queuePolicy(queue),
    removeCall: 'sqs:SetQueueAttributes',
    remove: () => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } })),
  };
}

const seal = ownSeal();

/** Deletes the approved policy of one queue as its root user, and looks again. */
export const handler = stateHandler(ChangeTargetPayload, async ({ run, target, sealedSession, retries }) => {
  const scope = { run, accountId: target.accountId };
  const queue = await rootQueue(seal, scope, sealedSession, target);
  return removePolicy(removable(queue), target.policyDigest ?? '', retries);
});
