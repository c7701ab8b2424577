import { AwsError } from '../wire/aws-error';
import { optional, required } from '../wire/parameters';
import type { Call } from './operation';
import { type Queue, queueArn } from './resources';

/** What Amazon SQS finds the queue of a call by. */
export type QueueCall = Pick<Call, 'organization' | 'parameters' | 'region' | 'caller'>;

const QUEUE_URL = /^https?:\/\/([^/]+)\/(\d{12})\/([\w.-]+)$/;
const REGION_OF_HOST = /^(?:sqs\.([a-z0-9-]+)\.amazonaws\.com|([a-z0-9-]+)\.queue\.amazonaws\.com)$/;

/**
 * The queue that `QueueUrl` names.
 * @throws InvalidAddress for a URL of another Region than the call was signed for, and QueueDoesNotExist
 */
export function queueOf({ organization, parameters, region }: QueueCall): Queue {
  const url = required(parameters, 'QueueUrl');
  const [, host = '', accountId, name] = QUEUE_URL.exec(url) ?? [];
  const [, ofHost, ofLegacyHost] = REGION_OF_HOST.exec(host) ?? [];
  if (name === undefined || (ofHost ?? ofLegacyHost ?? region) !== region) {
    throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, 404);
  }
  return existing(
    organization.queues.find(
      (other) => other.accountId === accountId && other.region === region && other.name === name,
    ),
  );
}

/** The queue that `QueueName` names, in the caller's account unless another is given. */
export function queueNamed({ organization, parameters, region, caller }: QueueCall): Queue {
  const name = required(parameters, 'QueueName');
  const accountId = optional(parameters, 'QueueOwnerAWSAccountId') ?? caller.account.id;
  return existing(
    organization.queues.find(
      (other) => other.accountId === accountId && other.region === region && other.name === name,
    ),
  );
}

function existing(queue: Queue | undefined): Queue {
  if (queue) return queue;
  throw new AwsError('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');
}

/**
 * What a call to SQS is about; its errors have the action in lower case. A root session is above the queue policy, as
 * its task is to "unlock an Amazon SQS queue with a resource-based policy that denies all principals"
 * (IAM User Guide, "Perform a privileged task"); the root user itself is not.
 */
export function queueTarget(call: QueueCall, operation: string) {
  const action = `sqs:${operation.toLowerCase()}`;
  if (operation === 'ListQueues') return { action, resource: '*' };
  const queue = operation === 'GetQueueUrl' ? queueNamed(call) : queueOf(call);
  return {
    action,
    resource: queueArn(queue),
    owner: queue.accountId,
    policy: call.caller.session ? undefined : queue.policy,
  };
}
