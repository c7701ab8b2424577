import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { describeExecution } from '../../cli/executions/describe-execution';
import { ExecutionWatch } from '../../cli/executions/watch-execution';

const sfn = mockClient(SFNClient);
const executionArn = 'arn:aws:states:eu-west-1:111122223333:execution:Purge:run';
const mapRunArn = 'arn:aws:states:eu-west-1:111122223333:mapRun:Purge/InspectAccounts:1';
const timestamp = new Date('2026-01-02T03:04:05Z');
const named = (name: string) => Object.assign(new Error('no'), { name });

const entered = (
  id: number,
  name: string,
  type: HistoryEvent['type'] = 'TaskStateEntered',
): HistoryEvent => ({
  id,
  type,
  timestamp,
  stateEnteredEventDetails: { name },
});
const started: HistoryEvent = {
  id: 4,
  type: 'MapRunStarted',
  timestamp,
  mapRunStartedEventDetails: { mapRunArn },
};
const begun = [entered(1, 'ListAccounts'), entered(3, 'InspectAccounts', 'MapStateEntered'), started];

/** Newest first, as it is asked for. */
function history(...events: HistoryEvent[]): void {
  sfn.on(GetExecutionHistoryCommand).resolves({ events: events.toReversed() });
}

function counts(succeeded: number, failed: number): void {
  const none = { pending: 0, running: 0, timedOut: 0, aborted: 0, resultsWritten: 0 };
  sfn.on(DescribeMapRunCommand).resolves({ itemCounts: { ...none, total: 3, succeeded, failed } });
}

const finished = (succeeded: boolean) => ({ type: 'mapItemFinished', state: 'InspectAccounts', succeeded });

beforeEach(() => sfn.reset());

describe('ExecutionWatch', () => {
  it('tells what happened since the last time, Map Runs included', async () => {
    const watch = new ExecutionWatch(new SFNClient({}), executionArn);
    history(...begun);
    counts(1, 0);
    expect(await watch.poll()).toEqual([
      { type: 'stateEntered', state: 'ListAccounts' },
      { type: 'stateEntered', state: 'InspectAccounts' },
      { type: 'mapRunStarted', state: 'InspectAccounts', items: 3 },
      finished(true),
    ]);

    history(...begun, { id: 5, type: 'MapRunSucceeded', timestamp }, entered(7, 'PlanPurge'));
    counts(2, 1);
    expect(await watch.poll()).toEqual([
      finished(true),
      finished(false),
      { type: 'stateEntered', state: 'PlanPurge' },
    ]);
    expect(watch).toMatchObject({ state: { name: 'PlanPurge', enteredAt: timestamp }, map: undefined });
    expect(await watch.poll()).toEqual([]);
  });

  it('reads back as far as it has read before, and asks for no execution data', async () => {
    const watch = new ExecutionWatch(new SFNClient({}), executionArn);
    sfn
      .on(GetExecutionHistoryCommand)
      .resolvesOnce({ events: [entered(3, 'PlanPurge'), entered(2, 'ListAccounts')], nextToken: 'more' })
      .resolvesOnce({ events: [{ id: 1, type: 'ExecutionStarted', timestamp }] })
      .resolvesOnce({ events: [entered(4, 'WriteReport'), entered(3, 'PlanPurge')], nextToken: 'more' });
    await watch.poll();
    expect(await watch.poll()).toEqual([{ type: 'stateEntered', state: 'WriteReport' }]);
    const inputs = sfn.commandCalls(GetExecutionHistoryCommand).map(({ args }) => args[0].input);
    expect(inputs).toHaveLength(3);
    expect(inputs.every(({ includeExecutionData }) => includeExecutionData === false)).toBe(true);
  });

  it.each(['AccessDeniedException', 'KmsAccessDeniedException'])(
    'goes on without the history and the counts after %s',
    async (name) => {
      const watch = new ExecutionWatch(new SFNClient({}), executionArn);
      history(...begun);
      sfn.on(DescribeMapRunCommand).rejects(named(name));
      expect(await watch.poll()).toHaveLength(2);
      sfn.on(GetExecutionHistoryCommand).rejects(named(name));
      expect(await watch.poll()).toEqual([]);
    },
  );

  it('does not hide that Step Functions is out of order', async () => {
    sfn.on(GetExecutionHistoryCommand).rejects(named('InternalFailure'));
    await expect(new ExecutionWatch(new SFNClient({}), executionArn).poll()).rejects.toThrow('no');
  });
});

describe('describeExecution', () => {
  it('leaves out the data where the caller may not decrypt it', async () => {
    const answer = {
      executionArn,
      name: 'run',
      stateMachineArn: 'arn:m',
      status: 'FAILED',
      startDate: timestamp,
    } as const;
    sfn
      .on(DescribeExecutionCommand, { includedData: 'ALL_DATA' })
      .rejects(named('KmsAccessDeniedException'))
      .on(DescribeExecutionCommand, { includedData: 'METADATA_ONLY' })
      .resolves(answer);
    expect(await describeExecution(new SFNClient({}), executionArn)).toEqual({
      ...answer,
      stopDate: undefined,
      error: undefined,
      cause: undefined,
      dataIsHidden: true,
    });
  });
});
