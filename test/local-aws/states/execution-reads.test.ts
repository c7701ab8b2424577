import { DescribeMapRunCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from 'vitest';
import { StartedExecutions } from '../../../local-aws/states/executions';
import { ExecutionsOfAll } from '../../../local-aws/states/executions-of-all';
import { states } from '../../../local-aws/states/step-functions-api';
import { ManualClock } from '../../support/manual-clock';
import { serve } from '../support/serve';
import { distributed, failingOnBad } from './distributed';
import { begin, startDate, stateMachineArn } from './run';

const machine = {
  Look: distributed(failingOnBad, { Items: ['good', 'bad', 'good'], ToleratedFailurePercentage: 34 }),
};
const executions = new StartedExecutions({
  stateMachineArn,
  launch: (name, _, onEvent) => begin(machine, { name, onEvent }),
  clock: new ManualClock(startDate),
});
const tasks = { succeed: () => undefined, fail: () => undefined };
let client: SFNClient;

beforeAll(async () => {
  client = new SFNClient(await serve(states({ tasks, reads: new ExecutionsOfAll([executions]) })));
});

describe('executionReads', () => {
  it('lists executions, newest first', async () => {
    for (const name of ['run-1', 'run-2']) await executions.launch(name, {}).result;
    const { executions: listed } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(listed?.map(({ name, status, startDate }) => ({ name, status, startDate }))).toEqual([
      { name: 'run-2', status: 'SUCCEEDED', startDate },
      { name: 'run-1', status: 'SUCCEEDED', startDate },
    ]);
  });

  it('counts the items of a Map Run, failed ones too', async () => {
    const { result, history } = executions.launch('run-3', {});
    await result;
    const started = history.find(({ type }) => type === 'MapRunStarted');
    const mapRunArn = started?.mapRunStartedEventDetails?.mapRunArn;
    expect(await client.send(new DescribeMapRunCommand({ mapRunArn }))).toMatchObject({
      mapRunArn,
      status: 'SUCCEEDED',
      startDate,
      itemCounts: { total: 3, succeeded: 2, failed: 1, running: 0, pending: 0 },
    });
  });

  it.each([
    [
      'an unknown state machine',
      () => client.send(new ListExecutionsCommand({ stateMachineArn: 'arn:other' })),
      'StateMachineDoesNotExist',
    ],
    [
      'an unknown Map Run',
      () => client.send(new DescribeMapRunCommand({ mapRunArn: 'arn:other' })),
      'ResourceNotFound',
    ],
  ])('answers as AWS does for %s', async (_, send, name) => {
    await expect(send()).rejects.toMatchObject({ name });
  });
});
