import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import type { Json } from '../../../local-aws/json';
import { taskIntegrations } from '../../../local-aws/states/task-integrations';

const nothing = () => Promise.reject(new Error('not part of this'));

it.each<[string, Json, string]>([
  ['a string', 'hello', 'hello'],
  ['an object, as JSON', { list: [1], text: 'x' }, '{"list":[1],"text":"x"}'],
])('sns:publish sends %s', async (_, Message, sent) => {
  const client = new SNSClient({});
  const mock = mockClient(client);
  mock.on(PublishCommand).resolves({ MessageId: 'm-1' });
  const tasks = taskIntegrations({ invoke: nothing }, client, { putObject: nothing });
  const call = { signal: new AbortController().signal, submitted: () => undefined };
  expect(await tasks['sns:publish']({ TopicArn: 't', Message }, call)).toEqual({ MessageId: 'm-1' });
  expect(mock.commandCalls(PublishCommand)[0]?.args[0].input.Message).toBe(sent);
});
