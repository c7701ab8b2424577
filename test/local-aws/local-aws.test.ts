import { readFileSync } from 'node:fs';
import { Server } from 'node:net';
import { join } from 'node:path';
import { App, aws_iam, aws_sns, aws_stepfunctions, Stack } from 'aws-cdk-lib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createOrganization, LocalAws, systemClock } from '../../local-aws';
import { temporaryFolder } from './support/temporary-folder';

const folder = temporaryFolder();
let assembly = '';

/** A state machine that publishes a greeting to a topic. */
beforeAll(() => {
  const stack = new Stack(new App({ outdir: temporaryFolder() }), 'Greeting');
  const topic = new aws_sns.Topic(stack, 'Guests');
  const protocol = aws_sns.SubscriptionProtocol.EMAIL;
  new aws_sns.Subscription(stack, 'Ana', { topic, protocol, endpoint: 'ana@example.com' });
  const greet = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sns:publish',
    Arguments: { TopicArn: topic.topicArn, Subject: '{% "Hello " & $states.input.name %}', Message: '-' },
    End: true,
  };
  const assumedBy = new aws_iam.ServicePrincipal('states.amazonaws.com');
  const machine = new aws_stepfunctions.StateMachine(stack, 'Greet', {
    role: new aws_iam.Role(stack, 'Role', { assumedBy }),
    definitionBody: aws_stepfunctions.DefinitionBody.fromString(
      stack.toJsonString({ QueryLanguage: 'JSONata', StartAt: 'Hello', States: { Hello: greet } }),
    ),
  });
  topic.grantPublish(machine);
  assembly = App.of(stack)?.synth().directory ?? '';
});

async function sample() {
  const mails: string[] = [];
  const aws = await LocalAws.start({
    assembly,
    folderOf: (bucket) => join(folder, bucket),
    organization: createOrganization({ accounts: 12, seed: 1, clock: systemClock }),
    transport: 'memory',
    onEmail: ({ to, subject }) => mails.push(`${to}: ${subject}`),
  });
  const [greet] = aws.template.stateMachines();
  const execution = aws.startExecution(greet?.arn ?? '', 'first', { name: 'Ana' });
  const { status } = await execution.result;
  await aws.close();
  return { status, mails };
}

describe('the sample of the README', () => {
  it('is what this test runs', () => {
    const [, told = ''] = /```ts\n(.*?)```/s.exec(readFileSync('local-aws/README.md', 'utf8')) ?? [];
    const own = readFileSync(import.meta.filename, 'utf8').replaceAll(/^ {2}/gm, '');
    expect(told).not.toBe('');
    expect(own).toContain(told);
  });

  it('sends its mail without a socket', async () => {
    const listen = vi.spyOn(Server.prototype, 'listen');
    expect(await sample()).toEqual({ status: 'SUCCEEDED', mails: ['ana@example.com: Hello Ana'] });
    expect(listen).not.toHaveBeenCalled();
  });
});
