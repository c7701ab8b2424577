import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AwsError } from '../../../local-aws/wire/aws-error';
import { refusal, type ServiceName } from '../../../local-aws/wire/protocols';
import { ServiceApp } from '../../../local-aws/wire/service';

const json = (target: string) => ({ method: 'POST', headers: { 'x-amz-target': target }, body: '{}' });
const query = (body: string) => ({ method: 'POST', body });

/** The code and the message of an error, whichever protocol it is written in. */
async function said(answer: Response | Promise<Response>) {
  const response = await answer;
  const text = await response.text();
  const [, code] = /"__type":"([^"]+)"|<Code>([^<]+)</.exec(text)?.filter(Boolean) ?? [];
  return { status: response.status, code, text };
}

describe('an operation that a service has not is refused by name', () => {
  it.each<[ServiceName, RequestInit, number, string, string]>([
    ['kms', json('TrentService.DescribeKey'), 400, 'UnknownOperationException', 'DescribeKey of kms'],
    [
      'states',
      json('AWSStepFunctions.ListExecutions'),
      400,
      'UnknownOperationException',
      'ListExecutions of states',
    ],
    ['sqs', json('AmazonSQS.PurgeQueue'), 400, 'com.amazonaws.sqs#InvalidAction', 'PurgeQueue of sqs'],
    ['sns', query('Action=CreateTopic&Version=2010-03-31'), 400, 'InvalidAction', 'CreateTopic of sns'],
    ['iam', query('Action=toString&Version=2010-05-08'), 400, 'InvalidAction', 'toString of iam'],
    ['s3', { method: 'POST', body: '' }, 501, 'NotImplemented', '(none) of s3'],
    ['s3', { method: 'DELETE' }, 501, 'NotImplemented', 'DELETE / of s3'],
    ['kms', query('Action=GetUser&Version=2010-05-08'), 400, 'UnknownOperationException', 'GetUser of kms'],
    ['kms', json('Logs_1.Put'), 400, 'UnknownOperationException', 'Logs_1.Put of kms'],
    [
      'kms',
      { ...json('TrentService.Decrypt'), body: '{' },
      400,
      'UnknownOperationException',
      '(none) of kms',
    ],
  ])('by %s', async (service, init, status, code, named) => {
    const answer = await said(new ServiceApp(service, {}).request('http://local/', init));
    expect(answer).toEqual({
      status,
      code,
      text: expect.stringContaining(`Could not find operation ${named}`),
    });
  });
});

it.each<[ServiceName, string, string, string]>([
  ['iam', 'ServiceFailure', 'Throttling', 'ExpiredToken'],
  ['kms', 'InternalFailure', 'ThrottlingException', 'ExpiredTokenException'],
  ['organizations', 'InternalFailure', 'TooManyRequestsException', 'ExpiredTokenException'],
  ['s3', 'InternalError', 'SlowDown', 'ExpiredToken'],
  [
    'sqs',
    'com.amazonaws.sqs#InternalError',
    'com.amazonaws.sqs#RequestThrottled',
    'com.amazonaws.sqs#ExpiredToken',
  ],
])('%s has its own words for what every service refuses', async (service, ...codes) => {
  const common = ['InternalFailure', 'Throttling', 'ExpiredToken'];
  const refused = common.map((name) => said(refusal({ service }, new AwsError(name, 'no', 403))));
  expect((await Promise.all(refused)).map(({ code }) => code)).toEqual(codes);
});

it.each<[ServiceName, string, number]>([
  ['kms', 'UnrecognizedClientException', 400],
  ['organizations', 'UnrecognizedClientException', 400],
  ['states', 'UnrecognizedClientException', 400],
  ['sqs', 'com.amazonaws.sqs#UnrecognizedClientException', 403],
  ['iam', 'InvalidClientTokenId', 403],
  ['s3', 'InvalidAccessKeyId', 403],
])('%s says %s to an access key that it does not know', async (service, code, status) => {
  const unknown = new AwsError('InvalidClientTokenId', 'no', 403);
  expect(await said(refusal({ service }, unknown))).toMatchObject({ code, status });
});

it.each([
  ['input of another shape', () => z.object({ KeyId: z.string() }).parse({}), 400, 'ValidationException'],
  ['anything else that is thrown', () => JSON.parse('{'), 500, 'InternalFailure'],
])('tells of %s', async (_, Decrypt, status, code) => {
  const answer = new ServiceApp('kms', { Decrypt }).request('http://local/', json('TrentService.Decrypt'));
  expect(await said(answer)).toMatchObject({ status, code });
});
