import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { beforeAll, describe, expect, it } from 'vitest';
import { cloudFormation } from '../../../local-aws/services/cloudformation';
import { serve } from '../support/serve';

const id = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/Purge/local';
let client: CloudFormationClient;

beforeAll(async () => {
  const outputs = { StateMachineArn: 'arn:machine', RunBucketName: 'runs' };
  client = new CloudFormationClient(
    await serve(cloudFormation({ stacks: [{ name: 'Purge', id, outputs }] })),
  );
});

describe('cloudFormation', () => {
  it.each(['Purge', id])('describes the stack %s with its outputs', async (StackName) => {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks).toEqual([
      expect.objectContaining({
        StackId: id,
        StackName: 'Purge',
        Outputs: [
          { OutputKey: 'StateMachineArn', OutputValue: 'arn:machine' },
          { OutputKey: 'RunBucketName', OutputValue: 'runs' },
        ],
      }),
    ]);
  });

  it('answers as AWS does where there is no such stack', async () => {
    await expect(client.send(new DescribeStacksCommand({ StackName: 'Other' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id Other does not exist',
    });
  });
});
