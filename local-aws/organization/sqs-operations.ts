import { AwsError } from '../wire/aws-error';
import { optional, wholeNumber } from '../wire/parameters';
import type { Operations } from '../wire/service';
import { invalidPolicy } from './compiled-policies';
import type { Call } from './operation';
import { type Queue, queueArn, queueUrl } from './resources';
import { queueNamed, queueOf } from './sqs-queues';

/** Amazon SQS as far as it goes to find queues and their policies, API version 2012-11-05. */
export const SQS_OPERATIONS: Operations<Call> = {
  /** Without `MaxResults` there is one page. */
  ListQueues({ organization, parameters, region, caller }) {
    const urls = organization.queues
      .filter((queue) => queue.accountId === caller.account.id && queue.region === region)
      .filter(({ name }) => name.startsWith(optional(parameters, 'QueueNamePrefix') ?? ''))
      .map(queueUrl)
      .sort()
      .filter((url) => url > (optional(parameters, 'NextToken') ?? ''));
    const size = wholeNumber(parameters, 'MaxResults', { minimum: 1, maximum: 1000, otherwise: 1000 });
    const page = urls.slice(0, size);
    return { QueueUrls: page, ...(urls.length > page.length && { NextToken: page.at(-1) }) };
  },

  GetQueueUrl: (call) => ({ QueueUrl: queueUrl(queueNamed(call)) }),

  GetQueueAttributes(call) {
    const attributes = attributesOf(queueOf(call));
    const asked = [call.parameters.AttributeNames ?? []].flat().map(String);
    const unknown = asked.find((name) => name !== 'All' && !(name in attributes) && name !== 'Policy');
    if (unknown !== undefined) throw unknownAttribute(unknown);
    const given = Object.entries(attributes).filter(
      ([name]) => asked.includes('All') || asked.includes(name),
    );
    return given.length > 0 ? { Attributes: Object.fromEntries(given) } : {};
  },

  /** Only `Policy` can be set here; an empty one removes it. */
  SetQueueAttributes(call) {
    const queue = queueOf(call);
    const attributes = Object.entries({ ...(call.parameters.Attributes as object | undefined) });
    const other = attributes.find(([name]) => name !== 'Policy');
    if (other) throw unknownAttribute(other[0]);
    for (const [, policy] of attributes) {
      if (policy === '') removePolicy(queue, call.record);
      else setPolicy(queue, String(policy), call.record);
    }
  },
};

type RecordChange = Call['record'];

function removePolicy(queue: Queue, record: RecordChange): void {
  if (queue.policy === undefined) return;
  delete queue.policy;
  record('deleted', `queue-policy ${queueArn(queue)}`);
}

function setPolicy(queue: Queue, policy: string, record: RecordChange): void {
  if (invalidPolicy(policy, queueArn(queue)) !== undefined) {
    throw new AwsError('InvalidAttributeValue', 'Invalid value for the parameter Policy.');
  }
  queue.policy = policy;
  record('changed', `queue-policy ${queueArn(queue)}`);
}

/** A queue without a policy has no such attribute. */
function attributesOf(queue: Queue): Record<string, string> {
  const createdTimestamp = String(Date.parse(queue.creationDate) / 1000);
  return {
    QueueArn: queueArn(queue),
    CreatedTimestamp: createdTimestamp,
    VisibilityTimeout: '30',
    MessageRetentionPeriod: '345600',
    ...(queue.policy !== undefined && { Policy: queue.policy }),
  };
}

const unknownAttribute = (name: string) => new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
