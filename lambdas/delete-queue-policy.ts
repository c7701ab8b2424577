import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { queuePolicy, rootQueue } from './tasks/delete-queue-policy/root-queue';
import { removePolicy } from './tasks/policy-removal';
import { changeStage } from './tasks/target-stages';

/**
 * The Lambda `DeleteQueuePolicy`: deletes the approved policy of one queue as its root user, and looks again. An empty
 * policy is none. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const handler = changeStage((session, target, retries) => {
  const queue = rootQueue(session, target);
  const { sqs, QueueUrl } = queue;
  const policy = {
    ...queuePolicy(queue),
    removeCall: 'sqs:SetQueueAttributes',
    remove: () => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } })),
  };
  return removePolicy(policy, target.policyDigest ?? '', retries);
});
