import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  paginateGetExecutionHistory,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inputDetails } from '../../../local-aws/states/history';
import { type Executions, states, type Tasks } from '../../../local-aws/states/step-functions-api';
import { AwsError } from '../../../local-aws/wire/aws-error';
import { serve } from '../support/serve';

const stateMachineArn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge';
const executionArn = 'arn:aws:states:eu-west-1:111111111111:execution:Purge:run-1';
const startDate = new Date('2026-01-02T03:04:05.678Z');
const taskToken = 'AAAA+/==';
const received: unknown[] = [];
let failWith: Error | undefined;

const receive = (...call: unknown[]) => {
  received.push(call);
  if (failWith) throw failWith;
};
const tasks: Tasks = {
  succeed: (...call) => receive('succeed', ...call),
  fail: (...call) => receive('fail', ...call),
};
const events = Array.from(
  { length: 101 },
  (_, index): HistoryEvent => ({
    id: index + 1,
    type: 'PassStateEntered',
    timestamp: startDate,
    stateEnteredEventDetails: { name: 'Pass', ...inputDetails(index) },
  }),
);
const executions: Executions = {
  start: (...call) => {
    receive('start', ...call);
    return { executionArn, startDate };
  },
  describe: () => ({ executionArn, stateMachineArn, name: 'run-1', status: 'RUNNING', startDate }),
  history: () => events,
  stop: () => ({ stopDate: startDate }),
  redrive: () => ({ redriveDate: startDate }),
};
let client: SFNClient;

beforeAll(async () => {
  client = new SFNClient(await serve(states({ tasks, executions })));
});
beforeEach(() => {
  received.length = 0;
  failWith = undefined;
});

describe('states', () => {
  it.each([
    [
      'success',
      () => client.send(new SendTaskSuccessCommand({ taskToken, output: '{"a":1}' })),
      ['succeed', taskToken, '{"a":1}'],
    ],
    [
      'failure',
      () => client.send(new SendTaskFailureCommand({ taskToken, error: 'Denied', cause: 'why' })),
      ['fail', taskToken, 'Denied', 'why'],
    ],
    [
      'failure without words',
      () => client.send(new SendTaskFailureCommand({ taskToken })),
      ['fail', taskToken, undefined, undefined],
    ],
  ])('hands over a %s', async (_, send, call) => {
    await send();
    expect(received).toEqual([call]);
  });

  it.each(['TaskDoesNotExist', 'InvalidToken', 'InvalidOutput', 'TaskTimedOut'])(
    'answers %s',
    async (name) => {
      failWith = new AwsError(name, 'said so');
      const sent = client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
      await expect(sent).rejects.toMatchObject({
        name,
        message: 'said so',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  it('answers 500 to an error that is not of AWS', async () => {
    failWith = new TypeError('a bug');
    const sent = client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    await expect(sent).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
  });

  it.each([
    ['output over 256 KiB', () => new SendTaskSuccessCommand({ taskToken, output: 'x'.repeat(262_145) })],
    [
      'an error name over 256 characters',
      () => new SendTaskFailureCommand({ taskToken, error: 'x'.repeat(257) }),
    ],
    ['a cause over 32 KiB', () => new SendTaskFailureCommand({ taskToken, cause: 'x'.repeat(32_769) })],
    ['a token over 2048 characters', () => new SendTaskFailureCommand({ taskToken: 'x'.repeat(2049) })],
    ['no token', () => new SendTaskFailureCommand({ taskToken: undefined })],
  ])('refuses %s', async (_, command) => {
    await expect(client.send(command() as SendTaskFailureCommand)).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(received).toEqual([]);
  });

  it('starts and describes executions', async () => {
    const started = await client.send(new StartExecutionCommand({ stateMachineArn, name: 'run-1' }));
    expect([started.executionArn, started.startDate]).toEqual([executionArn, startDate]);
    expect(received).toEqual([['start', stateMachineArn, '{}', 'run-1', undefined]]);
    const { $metadata, ...described } = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toEqual({ executionArn, stateMachineArn, name: 'run-1', status: 'RUNNING', startDate });
  });

  it('pages the history of an execution, in either order', async () => {
    const pages: number[] = [];
    for await (const page of paginateGetExecutionHistory({ client }, { executionArn }))
      pages.push(page.events?.length ?? 0);
    expect(pages).toEqual([100, 1]);
    const last = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 });
    expect((await client.send(last)).events).toEqual([events.at(-1)]);
  });

  it('leaves the data out of a history when asked to, and nothing else', async () => {
    const input = { executionArn, maxResults: 1, includeExecutionData: false };
    expect((await client.send(new GetExecutionHistoryCommand(input))).events).toEqual([
      { ...events[0], stateEnteredEventDetails: { name: 'Pass' } },
    ]);
  });
});
