import { DescribeMapRunCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from 'vitest';
import { StartedExecutions } from '../../../local-aws/states/executions';
import { ExecutionsOfAll } from '../../../local-aws/states/executions-of-all';
import { states } from '../../../local-aws/states/step-functions-api';
import { ManualClock } from '../../support/manual-clock';
import { serve } from '../support/serve';
import { distributed, failingOnBad } from './distributed';
import { begin, idle, startDate, stateMachineArn } from './run';

const machine = {
  Look: distributed(failingOnBad, {
    Items: ['good', 'bad', 'good'],
    MaxConcurrency: 2,
    ToleratedFailurePercentage: 34,
    ToleratedFailureCount: 1,
  }),
};
const waiting = {
  Look: distributed({ B: { Type: 'Wait', Seconds: 60, End: true } }, { Items: [1, 2, 3], MaxConcurrency: 2 }),
};
const executions = new StartedExecutions({
  stateMachineArn,
  launch: (name, _, { onEvent }) => begin(name === 'run-4' ? waiting : machine, { name, onEvent }),
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

  it('lists them in pages', async () => {
    const list = (nextToken?: string) =>
      client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1, nextToken }));
    const first = await list();
    const second = await list(first.nextToken);
    expect([first, second].map(({ executions }) => executions?.map(({ name }) => name))).toEqual([
      ['run-2'],
      ['run-1'],
    ]);
    expect(second.nextToken).toBeUndefined();
  });

  it('refuses a filter that it does not know by its name', async () => {
    const command = new ListExecutionsCommand({ stateMachineArn, redriveFilter: 'REDRIVEN' });
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('redriveFilter'),
    });
  });

  it('counts the items of a Map Run, failed ones too', async () => {
    const { arn, result, history } = executions.launch('run-3', {});
    await result;
    const started = history.find(({ type }) => type === 'MapRunStarted');
    const mapRunArn = started?.mapRunStartedEventDetails?.mapRunArn;
    const { $metadata, ...described } = await client.send(new DescribeMapRunCommand({ mapRunArn }));
    const itemCounts = {
      total: 3,
      succeeded: 2,
      failed: 1,
      timedOut: 0,
      aborted: 0,
      running: 0,
      pending: 0,
      resultsWritten: 3,
    };
    expect(described).toEqual({
      mapRunArn,
      executionArn: arn,
      status: 'SUCCEEDED',
      startDate,
      stopDate: startDate,
      maxConcurrency: 2,
      toleratedFailurePercentage: 34,
      toleratedFailureCount: 1,
      itemCounts,
      executionCounts: itemCounts,
      redriveCount: 0,
    });
  });

  it('tells what runs and what waits of a Map Run that is not over', async () => {
    const { history, stop } = executions.launch('run-4', {});
    await idle();
    const mapRunArn = history.find(({ type }) => type === 'MapRunStarted')?.mapRunStartedEventDetails
      ?.mapRunArn;
    expect(await client.send(new DescribeMapRunCommand({ mapRunArn }))).toMatchObject({
      status: 'RUNNING',
      itemCounts: { total: 3, succeeded: 0, failed: 0, running: 2, pending: 1, resultsWritten: 0 },
    });
    stop();
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
