import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, expect, it } from 'vitest';
import { StartedExecutions } from '../../../local-aws/states/executions';
import { ExecutionsOfAll } from '../../../local-aws/states/executions-of-all';
import { states } from '../../../local-aws/states/step-functions-api';
import { ManualClock } from '../../support/manual-clock';
import { serve } from '../support/serve';
import { distributed } from './distributed';
import { begin, lambda, startDate, stateMachineArn } from './run';

const look = {
  Look: {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: 'f', Payload: '{% $states.input %}' },
    End: true,
  },
};
const machine = { Look: distributed(look, { Items: [1, 2, 3], MaxConcurrency: 1 }) };
/** Items that were looked at, and whether the third one is let go. */
const looked: unknown[] = [];
let isHeld = true;
const executions = new ExecutionsOfAll([
  new StartedExecutions({
    stateMachineArn,
    isRedrivable: true,
    launch: (name, _, { onEvent, ...going }) =>
      begin(machine, {
        name,
        onEvent,
        ...going,
        lambda: lambda((item) => {
          looked.push(item);
          return item === 3 && isHeld ? new Promise(() => undefined) : item;
        }),
      }),
    clock: new ManualClock(startDate),
  }),
]);
const tasks = { succeed: () => undefined, fail: () => undefined };
let client: SFNClient;
let executionArn = '';
const status = async () => (await client.send(new DescribeExecutionCommand({ executionArn }))).status;

beforeAll(async () => {
  client = new SFNClient(await serve(states({ tasks, executions })));
  const started = await client.send(new StartExecutionCommand({ stateMachineArn, name: 'run-1' }));
  executionArn = started.executionArn ?? '';
});

it('stops a running execution, with the reason given', async () => {
  await expect.poll(() => looked).toEqual([1, 2, 3]);
  const stop = new StopExecutionCommand({ executionArn, error: 'Stopped', cause: 'by hand' });
  expect((await client.send(stop)).stopDate).toEqual(startDate);
  await expect.poll(status).toBe('ABORTED');
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ error: 'Stopped', cause: 'by hand' });
  // Once more changes nothing.
  expect((await client.send(stop)).stopDate).toEqual(startDate);
});

it('redrives it: what succeeded is not done again, and its history goes on', async () => {
  isHeld = false;
  await client.send(new RedriveExecutionCommand({ executionArn }));
  await expect.poll(status).toBe('SUCCEEDED');
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));

  expect(looked).toEqual([1, 2, 3, 3]);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  expect(events.flatMap(({ type }) => (type?.startsWith('Execution') ? [type] : []))).toEqual([
    'ExecutionStarted',
    'ExecutionAborted',
    'ExecutionRedriven',
    'ExecutionSucceeded',
  ]);
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    redriveCount: 1,
  });
});

it('redrives none that succeeded', async () => {
  await expect(client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: 'ExecutionNotRedrivable',
  });
});
