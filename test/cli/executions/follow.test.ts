import { S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { describeExecution, isKmsError } from '../../../cli/executions/describe-execution';
import { followExecution } from '../../../cli/executions/follow';
import { ExecutionWatch } from '../../../cli/executions/watch-execution';
import type { ProgressEvent } from '../../../cli/terminal/phase';
import { entered, executionArn, failure, minutesAgo, mockApp, now } from '../support/mocked-app';

const app = mockApp();
const arn = executionArn('run');
const mapRunArn = 'arn:aws:states:eu-west-1:111122223333:mapRun:Purge/InspectAccounts:1';

describe('following an execution', () => {
  /** What was written, and for how long it waited each time; the test goes on after so many waits. */
  async function follow(waits: number, after: (wait: number) => void) {
    const said: string[] = [];
    const events: ProgressEvent[] = [];
    const slept: number[] = [];
    const stop = new AbortController();
    const ended = await followExecution({
      sfn: new SFNClient({}),
      executionArn: arn,
      objects: { s3: new S3Client({}), bucket: 'runs', run: 'run' },
      progress: {
        event: (event) => events.push(event),
        print: (text) => said.push(text),
        typing() {},
        stop() {},
      },
      clock: {
        now: () => now,
        sleep: async (milliseconds) => {
          slept.push(milliseconds);
          if (slept.length === waits) stop.abort(new Error('stopped'));
          after(slept.length);
        },
      },
      width: 60,
      signal: stop.signal,
    }).catch((error: Error) => error.message);
    return { said, events, slept, ended };
  }

  it('asks more rarely the longer nothing happens, and says once for whom it waits', async () => {
    const execution = app.execution('RUNNING');
    app.history(entered(1, 'RequestApproval'));
    const approval = {
      requestedAt: now,
      expiresAt: minutesAgo(-90),
      approvers: [{ email: 'alice@example.com' }],
    };
    const { said, events, slept, ended } = await follow(20, (wait) => {
      if (wait === 2) app.store('runs/run/approval.json', approval);
      if (wait === 7) app.history(entered(1, 'RequestApproval'), entered(2, 'WriteReport'));
      if (wait === 8) app.execution('SUCCEEDED');
    });
    expect(slept).toEqual([1000, 1500, 2250, 3375, 5000, 5000, 5000, 1000]);
    expect(said).toEqual([
      [
        '       It waits for a decision by alice@example.com (asked',
        '       by email at 2026-11-23 12:00 UTC) until 2026-11-23',
        '       13:30 UTC, for 1 h 30 min from now.',
      ].join('\n'),
    ]);
    expect(events.map((event) => 'state' in event && event.state)).toEqual([
      'RequestApproval',
      'WriteReport',
    ]);
    expect(ended).toMatchObject({ ...execution, status: 'SUCCEEDED' });
  });

  it('says once that it may not read the history, and ends where it is told to', async () => {
    app.execution('RUNNING');
    app.sfn.on(GetExecutionHistoryCommand).rejects(failure('AccessDeniedException'));
    const { said, ended } = await follow(3, () => undefined);
    expect(said.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'Which state it is in is not known (needs states:GetExecutionHistory).',
    ]);
    expect(ended).toBe('stopped');
    expect(app.sfn.commandCalls(DescribeExecutionCommand)).toHaveLength(3);
  });
});

describe('the accounts of a Map Run', () => {
  const started = {
    id: 2,
    type: 'MapRunStarted',
    timestamp: now,
    mapRunStartedEventDetails: { mapRunArn },
  } as const;
  const begun = [entered(1, 'InspectAccounts', 'MapStateEntered'), started];
  const counts = (total: number, succeeded: number, failed = 0, timedOut = 0, aborted = 0) =>
    app.sfn.on(DescribeMapRunCommand).resolves({
      itemCounts: { pending: 0, running: 0, resultsWritten: 0, total, succeeded, failed, timedOut, aborted },
    });
  const inspected = { type: 'mapItemFinished', state: 'InspectAccounts' };

  it('count as failed where they failed, took too long or were aborted, and never backwards', async () => {
    const watch = new ExecutionWatch(new SFNClient({}), arn);
    app.history(...begun);
    counts(0, 0);
    expect(await watch.poll()).toEqual([{ type: 'stateEntered', state: 'InspectAccounts' }]);
    counts(9, 1, 1, 1, 1);
    const failed = { ...inspected, succeeded: false };
    expect(await watch.poll()).toEqual([
      { type: 'mapRunStarted', state: 'InspectAccounts', items: 9 },
      { ...inspected, succeeded: true },
      failed,
      failed,
      failed,
    ]);
    expect(watch.map).toEqual({
      arn: mapRunArn,
      state: 'InspectAccounts',
      total: 9,
      succeeded: 1,
      failed: 3,
    });
    // A redrive does the failed ones again.
    counts(9, 1, 0, 0, 0);
    expect(await watch.poll()).toEqual([]);
    counts(9, 2, 1);
    expect(await watch.poll()).toEqual([{ ...inspected, succeeded: true }, failed]);
  });

  it.each(['MapRunSucceeded', 'MapRunFailed', 'MapRunAborted'] as const)('are done with %s', async (type) => {
    const watch = new ExecutionWatch(new SFNClient({}), arn);
    app.history(...begun, { id: 3, type, timestamp: now });
    counts(1, 1);
    expect(await watch.poll()).toHaveLength(3);
    expect(watch.map).toBeUndefined();
  });

  it('are counted again after a redrive', async () => {
    const watch = new ExecutionWatch(new SFNClient({}), arn);
    const { mapRunStartedEventDetails, ...event } = started;
    const redriven = { ...event, type: 'MapRunRedriven', mapRunRedrivenEventDetails: { mapRunArn } } as const;
    app.history(entered(1, 'InspectAccounts', 'MapStateEntered'), redriven, {
      id: 3,
      type: 'TaskScheduled',
      timestamp: now,
    });
    counts(2, 0);
    expect(await watch.poll()).toHaveLength(2);
    expect(watch.map).toMatchObject({ total: 2 });
    expect(watch.isBlind).toBe(false);
  });
});

describe('an execution is described', () => {
  it('whole', async () => {
    const facts = { stopDate: now, error: 'Broken', cause: 'by chance' };
    const execution = app.execution('FAILED', facts);
    expect(await describeExecution(new SFNClient({}), arn)).toEqual({ ...execution, dataIsHidden: false });
  });

  it('by the name in its ARN where it has none', async () => {
    app.execution('RUNNING', { name: undefined });
    expect(await describeExecution(new SFNClient({}), arn)).toMatchObject({ name: 'run' });
  });

  it('only where the key is what refuses, without its data', async () => {
    app.sfn.on(DescribeExecutionCommand).rejects(failure('AccessDeniedException'));
    await expect(describeExecution(new SFNClient({}), arn)).rejects.toThrow('no');
    expect(app.sfn.commandCalls(DescribeExecutionCommand)).toHaveLength(1);
    for (const name of ['KmsInvalidStateException', 'KmsThrottlingException'])
      expect(isKmsError(failure(name))).toBe(true);
    for (const error of [
      failure('MyKmsException'),
      failure('KmsExceptions'),
      { name: 'KmsAccessDeniedException' },
    ])
      expect(isKmsError(error)).toBe(false);
  });
});
