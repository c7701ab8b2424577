import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultStackName, findApp, followCommand } from '../../../cli/executions/deployed-app';
import { appStackName } from '../../../lib/app-stack-name';

const cloudFormation = mockClient(CloudFormationClient);
const options = { stack: defaultStackName, color: false };
const arn = (name: string) => `arn:aws:states:eu-west-1:111122223333:stateMachine:${name}`;

function stackWith(outputs: Record<string, string>): void {
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [{ StackName: 'x', CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE', Outputs }],
  });
}

beforeEach(() => cloudFormation.reset());

describe('findApp', () => {
  it('looks for the stack as it is deployed by default', () => {
    expect(defaultStackName).toBe(appStackName);
  });

  it('reads the outputs of the stack', async () => {
    stackWith({ StateMachineArn: arn('Purge'), PrivilegedTasksArn: arn('Tasks'), RunBucketName: 'runs' });
    expect(await findApp(options)).toEqual({
      stateMachineArn: arn('Purge'),
      privilegedTasksArn: arn('Tasks'),
      runBucket: 'runs',
    });
  });

  it('leaves the bucket of a stack alone that a state machine is none of', async () => {
    stackWith({ StateMachineArn: arn('Purge'), RunBucketName: 'runs' });
    expect(await findApp({ ...options, stateMachine: arn('Other') })).toEqual({
      stateMachineArn: arn('Other'),
    });
  });

  it('needs no stack where the state machine is named', async () => {
    cloudFormation
      .on(DescribeStacksCommand)
      .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    expect(await findApp({ ...options, stateMachine: arn('Purge') })).toEqual({
      stateMachineArn: arn('Purge'),
    });
  });

  it.each([
    ['there is none', 'ValidationError', /knows no stack RootCredentialPurge here .*Deploy the app/s],
    ['it may not be seen', 'AccessDenied', /does not show you the stack .*--state-machine/s],
  ])('says what to do where %s', async (_, name, message) => {
    cloudFormation.on(DescribeStacksCommand).rejects(Object.assign(new Error('no'), { name }));
    await expect(findApp(options)).rejects.toThrow(message);
  });

  it('does not take another stack for the app', async () => {
    stackWith({ BucketName: 'other' });
    await expect(findApp(options)).rejects.toThrow(/has no output StateMachineArn: it is not this app/);
  });
});

describe('followCommand', () => {
  it.each([
    [{}, 'npx root-purge status arn:x --follow'],
    [
      { profile: 'audit', stack: 'Other' },
      'npx root-purge status arn:x --follow --profile audit --stack Other',
    ],
    [{ profile: 'my audit' }, "npx root-purge status arn:x --follow --profile 'my audit'"],
  ])('names what finds the execution again: %j', (more, command) => {
    expect(followCommand('arn:x', { ...options, ...more })).toBe(command);
  });
});
