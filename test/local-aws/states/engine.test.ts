import { describe, expect, it } from 'vitest';
import { startExecution } from '../../../local-aws/states/engine';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { ManualClock } from '../../support/manual-clock';
import { begin, elapse, invoke, lambda, memoryStore, passing, startDate, stateMachineArn } from './run';

describe('an execution', () => {
  it('has an ARN, a result with its dates and transitions, and a history', async () => {
    const states = { A: { Type: 'Wait', Seconds: 5, Next: 'B' }, B: passing('done') };
    const { clock, arn, name, result, history } = begin(states);
    await elapse(clock, 5);
    expect({ arn, name, result: await result }).toEqual({
      arn: 'arn:aws:states:eu-west-1:111111111111:execution:Purge:run-1',
      name: 'run-1',
      result: {
        status: 'SUCCEEDED',
        output: 'done',
        startDate,
        stopDate: new Date('2026-01-31T09:00:05.000Z'),
        transitions: 2,
      },
    });
    expect(history).toHaveLength(6);
  });

  it('is TIMED_OUT after the TimeoutSeconds of its state machine, which nothing catches', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'B' }];
    const Retry = [{ ErrorEquals: ['States.Timeout'] }];
    const states = { A: invoke({ Retry, Catch, End: true }), B: passing('caught') };
    const task = () => new Promise<never>(() => undefined);
    const { clock, result, history } = begin(states, { lambda: task }, { TimeoutSeconds: 60 });
    await elapse(clock, 60);
    expect(await result).toEqual({ status: 'TIMED_OUT', transitions: 1, startDate, stopDate: clock.now() });
    expect(history.map(({ type }) => type).slice(-2)).toEqual(['TaskStarted', 'ExecutionTimedOut']);
  });

  it('is ABORTED when it is stopped, which nothing catches', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'B' }];
    const states = { A: invoke({ Catch, End: true }), B: passing('caught') };
    const { result, stop, history } = begin(states, { lambda: () => new Promise<never>(() => undefined) });
    stop('Stopped', 'by hand');
    expect(await result).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
    expect(history.at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Stopped', cause: 'by hand' },
    });
  });

  it('is not changed by a stop after its end', async () => {
    const { result, stop, history } = begin({ A: passing('done') });
    await result;
    stop();
    expect((await result).status).toBe('SUCCEEDED');
    expect(history.at(-1)?.type).toBe('ExecutionSucceeded');
  });

  it('is refused before anything runs when its definition is wrong', () => {
    const calls: string[] = [];
    const start = () =>
      startExecution({
        definition: {
          QueryLanguage: 'JSONata',
          StartAt: 'A',
          States: { A: invoke({ Next: 'B' }), B: { Type: 'Parallel', Branches: [], End: true } },
        },
        name: 'run-1',
        input: {},
        stateMachineArn,
        roleArn: 'r',
        tasks: {
          'lambda:invoke': lambda(() => {
            calls.push('lambda');
            return null;
          }),
          'sns:publish': async () => null,
          'events:putEvents': () => Promise.reject(new Error('not part of this')),
          'states:startExecution.sync:2': async () => null,
          'aws-sdk:s3:putObject': async () => null,
        },
        taskTokens: new TaskTokens(),
        objects: memoryStore(),
        clock: new ManualClock(startDate),
      });
    expect(start).toThrow('B: state type Parallel is not supported');
    expect(calls).toEqual([]);
  });

  it('is refused when its state machine has no ARN', () => {
    expect(() => begin({ A: passing(1) }, { stateMachineArn: 'Purge' })).toThrow(
      'Purge is not the ARN of a state machine',
    );
  });
});
