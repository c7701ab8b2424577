import { describe, expect, it } from 'vitest';
import { denyEveryone, type Queue, queueArn, queueUrl } from '../../../local-aws/organization/resources';
import { readXml } from '../../../local-aws/wire/xml';
import { fetchSigned, startFixture } from './fixture';

/** A locked queue, and calls in AWS Query by a root session of its account. */
async function queried() {
  const { organization, account, assumeRoot, simulator } = await startFixture();
  const owner = account('clean');
  const queue: Queue = {
    name: 'jobs',
    region: 'us-east-1',
    accountId: owner.id,
    creationDate: '2025-01-01T00:00:00Z',
  };
  queue.policy = denyEveryone(queueArn(queue));
  organization.queues.push(queue, { ...queue, name: 'later' });
  const session = await assumeRoot(owner.id, 'SQSUnlockQueuePolicy');
  const call = async (parameters: Record<string, string>, credentials = session) => {
    const response = await fetchSigned(
      {
        method: 'POST',
        url: simulator.url,
        service: 'sqs',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: new URLSearchParams({ Version: '2012-11-05', ...parameters }).toString(),
      },
      credentials,
    );
    const [root, { ResponseMetadata, RequestId, ...content }] = readXml(await response.text()) ?? ['', {}];
    return { status: response.status, [root]: content };
  };
  return { call, queue, url: queueUrl(queue), session };
}

const namespace = { '@_xmlns': 'http://queue.amazonaws.com/doc/2012-11-05/' };

describe('SQS in AWS Query, as clients speak it that are older than November 2023', () => {
  it('lists queues, in pages', async () => {
    const { call, url, queue } = await queried();
    expect(await call({ Action: 'ListQueues', MaxResults: '1' })).toEqual({
      status: 200,
      ListQueuesResponse: { ...namespace, ListQueuesResult: { NextToken: url, QueueUrl: url } },
    });
    expect(await call({ Action: 'ListQueues' })).toEqual({
      status: 200,
      ListQueuesResponse: {
        ...namespace,
        ListQueuesResult: { QueueUrl: [url, queueUrl({ ...queue, name: 'later' })] },
      },
    });
  });

  it('reads a policy and takes it away', async () => {
    const { call, queue, url } = await queried();
    const asked = { Action: 'GetQueueAttributes', QueueUrl: url, 'AttributeName.1': 'Policy' };
    expect(await call(asked)).toEqual({
      status: 200,
      GetQueueAttributesResponse: {
        ...namespace,
        GetQueueAttributesResult: { Attribute: { Name: 'Policy', Value: queue.policy } },
      },
    });
    const emptied = { 'Attribute.1.Name': 'Policy', 'Attribute.1.Value': '' };
    expect(await call({ Action: 'SetQueueAttributes', QueueUrl: url, ...emptied })).toEqual({
      status: 200,
      SetQueueAttributesResponse: namespace,
    });
    expect(queue).not.toHaveProperty('policy');
    expect(await call(asked)).toEqual({ status: 200, GetQueueAttributesResponse: namespace });
  });

  it('is refused in XML', async () => {
    const { call, url, session } = await queried();
    const asked = { Action: 'GetQueueAttributes', QueueUrl: `${url}-2` };
    const refused = (Code: string, Message: string) => ({
      ErrorResponse: { ...namespace, Error: { Type: 'Sender', Code, Message } },
    });
    expect(await call(asked)).toEqual({
      status: 400,
      ...refused('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.'),
    });
    expect(await call({ Action: 'PurgeQueue', QueueUrl: url })).toEqual({
      status: 400,
      ...refused('InvalidAction', 'Could not find operation PurgeQueue of sqs'),
    });
    const { status, ErrorResponse } = await call(asked, { ...session, sessionToken: 'another' });
    expect({ status, ErrorResponse }).toMatchObject({
      status: 403,
      ErrorResponse: { Error: { Code: 'InvalidClientTokenId' } },
    });
  });
});
