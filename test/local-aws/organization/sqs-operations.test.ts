import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { denyEveryone, type Queue, queueArn, queueUrl } from '../../../local-aws/organization/resources';
import { makeAccessKey } from '../../support/account-owner';
import { AUDIT, fetchSigned, refusalOf, startFixture } from './fixture';

const UNLOCK = 'SQSUnlockQueuePolicy';
const get = (client: SQSClient, QueueUrl: string, ...AttributeNames: QueueAttributeName[]) =>
  client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
const set = (client: SQSClient, QueueUrl: string, Attributes: Record<string, string>) =>
  client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

/** A locked queue of the clean account, and a client in its Region in a session of the account's root user. */
async function withQueue(changes: Partial<Queue> = {}, taskPolicy = UNLOCK) {
  const fixture = await startFixture();
  const { organization, account, assumeRoot, sqs } = fixture;
  const owner = account('clean');
  const queue: Queue = {
    name: 'payroll-jobs',
    region: 'us-east-1',
    accountId: owner.id,
    creationDate: '2025-01-01T00:00:00Z',
    ...changes,
  };
  const arn = queueArn(queue);
  queue.policy = denyEveryone(arn);
  organization.queues.push(queue);
  const session = await assumeRoot(owner.id, taskPolicy);
  const client = sqs(session, queue.region);
  return { ...fixture, owner, queue, arn, url: queueUrl(queue), session, client };
}

describe('a queue policy that denies even the root user', () => {
  it.each(['us-east-1', 'eu-central-1'])(
    'in %s is read, taken away and put back in a session for it',
    async (region) => {
      const { client, queue, url, arn, organization, owner } = await withQueue({ region });
      const policy = denyEveryone(arn);
      expect((await get(client, url, 'Policy')).Attributes).toEqual({ Policy: policy });
      await set(client, url, { Policy: '' });
      expect(queue).not.toHaveProperty('policy');
      expect((await get(client, url, 'Policy')).Attributes).toBeUndefined();
      await set(client, url, { Policy: policy });
      expect(queue.policy).toBe(policy);
      const common = {
        at: '2026-11-23T12:00:00Z',
        operation: 'sqs:SetQueueAttributes',
        accountId: owner.id,
        principal: `arn:aws:iam::${owner.id}:root`,
        detail: `queue-policy ${arn}`,
      };
      expect(organization.events.slice(1)).toEqual([
        { ...common, type: 'deleted' },
        { ...common, type: 'changed' },
      ]);
    },
  );

  it("keeps the root user's own access key out", async () => {
    const { sqs, owner, arn, url, clock } = await withQueue();
    const { accessKeyId } = makeAccessKey(owner, clock.now());
    const client = sqs({ accessKeyId, secretAccessKey: 'any' });
    expect(await refusalOf(get(client, url, 'Policy'))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${owner.id}:root is not authorized to perform: sqs:getqueueattributes on resource: ${arn} with an explicit deny in a resource-based policy`,
    });
  });

  it("keeps an administrator's role out until it is gone", async () => {
    const { sqs, client, organization, owner, url, arn } = await withQueue();
    Object.assign(organization.operator, { accountId: owner.id, roleName: 'Admin' });
    expect(await refusalOf(get(sqs(), url, 'All'))).toMatchObject({ name: 'AccessDenied', status: 403 });
    await set(client, url, { Policy: '' });
    expect((await get(sqs(), url, 'All')).Attributes).toEqual({
      QueueArn: arn,
      CreatedTimestamp: '1735689600',
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '345600',
    });
  });

  it('stays where a service control policy denies root sessions SQS', async () => {
    const { client, queue, url, arn, organization, owner } = await withQueue();
    const document = { Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }] };
    organization.serviceControlPolicies = [{ name: 'NoSqs', targets: [owner.id], document }];
    expect(await refusalOf(set(client, url, { Policy: '' }))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${owner.id}:root is not authorized to perform: sqs:setqueueattributes on resource: ${arn} with an explicit deny in a service control policy`,
    });
    expect(queue.policy).toBeDefined();
  });
});

describe('a queue', () => {
  const missing = {
    name: 'QueueDoesNotExist',
    status: 400,
    message: 'The specified queue does not exist.',
  };

  it('that is not there is told, in the words of both protocols', async () => {
    const { client, simulator, url, session } = await withQueue();
    expect(await refusalOf(get(client, `${url}-2`, 'All'))).toEqual(missing);
    const request = {
      method: 'POST',
      url: simulator.url,
      service: 'sqs',
      headers: { 'x-amz-target': 'AmazonSQS.GetQueueAttributes' },
      body: JSON.stringify({ QueueUrl: `${url}-2` }),
    } as const;
    const response = await fetchSigned(request, session);
    const { status, headers } = response;
    expect({ status, type: headers.get('content-type'), code: headers.get('x-amzn-query-error') }).toEqual({
      status: 400,
      type: 'application/x-amz-json-1.0',
      code: 'AWS.SimpleQueueService.NonExistentQueue;Sender',
    });
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.sqs#QueueDoesNotExist',
      message: missing.message,
    });
  });

  it.each([
    ['of another Region', 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs'],
    ['of another Region, written the old way', 'https://eu-west-1.queue.amazonaws.com/111122223333/jobs'],
    ['that is no URL', 'jobs'],
  ])('%s has no valid address', async (_what, url) => {
    const { client } = await withQueue();
    expect(await refusalOf(get(client, url, 'All'))).toEqual({
      name: 'InvalidAddress',
      status: 404,
      message: `The address ${url} is not valid for this endpoint.`,
    });
  });

  it('of another account is denied', async () => {
    const { client, organization, queue } = await withQueue();
    const other = { ...queue, accountId: '111122223333' };
    organization.queues.push(other);
    const denied = { name: 'AccessDenied', status: 403 };
    expect(await refusalOf(get(client, queueUrl(other), 'Policy'))).toMatchObject(denied);
    expect(await refusalOf(set(client, queueUrl(other), { Policy: '' }))).toMatchObject(denied);
  });

  it.each([
    [
      'an attribute that nobody knows',
      { Colour: 'red' },
      'InvalidAttributeName',
      'Unknown Attribute Colour.',
    ],
    [
      'a policy that is none',
      { Policy: 'none' },
      'InvalidAttributeValue',
      'Invalid value for the parameter Policy.',
    ],
  ])('is refused %s', async (_what, attributes, name, message) => {
    const { client, url } = await withQueue();
    expect(await refusalOf(set(client, url, attributes))).toEqual({ name, status: 400, message });
  });

  it('is not asked for such an attribute either', async () => {
    const { client, url } = await withQueue();
    const call = get(client, url, 'KmsMasterKeyId');
    expect(await refusalOf(call)).toMatchObject({ name: 'InvalidAttributeName', status: 400 });
  });
});

describe('a session to unlock queue policies', () => {
  it('finds the queues of its account in its Region', async () => {
    const { client, organization, queue, url } = await withQueue();
    organization.queues.push(
      { ...queue, accountId: '111122223333' },
      { ...queue, region: 'eu-west-1' },
      { ...queue, name: 'other' },
    );
    const urls = [url.replace('payroll-jobs', 'other'), url];
    expect((await client.send(new ListQueuesCommand({}))).QueueUrls).toEqual(urls);
    expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: 'pay' }))).QueueUrls).toEqual([url]);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: queue.name }))).QueueUrl).toBe(url);
    const first = await client.send(new ListQueuesCommand({ MaxResults: 1 }));
    const { NextToken } = first;
    const second = await client.send(new ListQueuesCommand({ MaxResults: 1, NextToken }));
    expect([first.QueueUrls, second.QueueUrls]).toEqual([[urls[0]], [urls[1]]]);
  });

  it('is told where there is no such queue', async () => {
    const { client } = await withQueue();
    const call = client.send(new GetQueueUrlCommand({ QueueName: 'none' }));
    expect(await refusalOf(call)).toMatchObject({ name: 'QueueDoesNotExist', status: 400 });
  });

  it('has no other operation', async () => {
    const { client, url } = await withQueue();
    const call = client.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await refusalOf(call)).toMatchObject({ name: 'InvalidAction', status: 400 });
  });

  interface Trouble {
    fails?: boolean;
    later?: number;
    taskPolicy?: string;
  }

  it.each<[string, string, number, Trouble]>([
    ['an operation that always fails', 'InternalError', 500, { fails: true }],
    ['its own end', 'ExpiredToken', 403, { later: 901_000 }],
    ['another task policy', 'AccessDenied', 403, { taskPolicy: AUDIT }],
  ])('is stopped by %s', async (_what, name, status, { fails = false, later = 0, taskPolicy = UNLOCK }) => {
    const { client, clock, owner, url } = await withQueue({}, taskPolicy);
    if (fails) owner.faults.failingOperations = ['GetQueueAttributes'];
    clock.advance(later);
    expect(await refusalOf(get(client, url, 'Policy'))).toMatchObject({ name, status });
  });
});
