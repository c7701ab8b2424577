import { expect, it } from 'vitest';
import { operationNames } from '../../../local-aws/services/operations';

it('names the operations of every service, of the account and of the organization, each once', () => {
  const names = operationNames();
  expect([...names.keys()].sort()).toEqual([
    ...[
      'account',
      'cloudformation',
      'cloudtrail',
      'cloudwatch',
      'events',
      'iam',
      'kms',
      'lambda',
      'logs',
      'organizations',
    ],
    ...['s3', 'scheduler', 'sns', 'sqs', 'states', 'sts'],
  ]);
  expect(names.get('states')).toEqual([
    ...[
      'SendTaskSuccess',
      'SendTaskFailure',
      'StartExecution',
      'StopExecution',
      'RedriveExecution',
      'DescribeExecution',
      'GetExecutionHistory',
    ],
    ...['ListExecutions', 'DescribeMapRun'],
  ]);
  expect(names.get('s3')).toEqual(expect.arrayContaining(['PutObject', 'DeleteBucketPolicy']));
  for (const operations of names.values()) {
    expect(operations.length).toBeGreaterThan(0);
    expect(new Set(operations).size).toBe(operations.length);
  }
});
