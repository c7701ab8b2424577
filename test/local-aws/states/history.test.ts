import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local-aws/json';
import { History } from '../../../local-aws/states/history';
import { StatesError } from '../../../local-aws/states/states-error';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { ManualClock } from '../../support/manual-clock';
import { begin, elapse, idle, invoke, lambda, passing, startDate } from './run';

const whole = { truncated: false };
const resource = { resource: 'invoke', resourceType: 'lambda' };

describe('the execution history', () => {
  it('records a task as Step Functions does', async () => {
    const states = { A: invoke({ TimeoutSeconds: 5, Assign: { n: 1 }, Output: 'out', End: true }) };
    const { result, history } = begin(states, { input: { id: 7 } });
    await result;
    const at = (id: number, previousEventId: number, type: string) => ({
      id,
      previousEventId,
      type,
      timestamp: startDate,
    });
    const input = { input: '{"id":7}', inputDetails: whole };
    const output = { output: '"out"', outputDetails: whole };
    expect(history).toEqual([
      {
        ...at(1, 0, 'ExecutionStarted'),
        executionStartedEventDetails: { ...input, roleArn: 'arn:aws:iam::111111111111:role/Purge' },
      },
      { ...at(2, 0, 'TaskStateEntered'), stateEnteredEventDetails: { name: 'A', ...input } },
      {
        ...at(3, 2, 'TaskScheduled'),
        taskScheduledEventDetails: {
          ...resource,
          region: 'eu-west-1',
          parameters: '{"FunctionName":"f","Payload":{"id":7}}',
          timeoutInSeconds: 5,
        },
      },
      { ...at(4, 3, 'TaskStarted'), taskStartedEventDetails: resource },
      {
        ...at(5, 4, 'TaskSucceeded'),
        taskSucceededEventDetails: {
          ...resource,
          output: '{"ExecutedVersion":"$LATEST","StatusCode":200,"Payload":{"id":7}}',
          outputDetails: whole,
        },
      },
      {
        ...at(6, 5, 'TaskStateExited'),
        stateExitedEventDetails: {
          name: 'A',
          ...output,
          assignedVariables: { n: '1' },
          assignedVariablesDetails: whole,
        },
      },
      { ...at(7, 6, 'ExecutionSucceeded'), executionSucceededEventDetails: output },
    ]);
  });

  it('records every attempt of a task that fails, and the failure of the execution', async () => {
    const task = async () => {
      throw new StatesError('Throttled', 'too fast');
    };
    const Retry = [{ ErrorEquals: ['Throttled'], MaxAttempts: 1 }];
    const { clock, result, history } = begin({ A: invoke({ Retry, End: true }) }, { lambda: task });
    await elapse(clock, 1);
    await result;
    expect(history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'ExecutionFailed',
    ]);
    const error = { error: 'Throttled', cause: 'too fast' };
    expect(history.at(-2)?.taskFailedEventDetails).toEqual({ ...resource, ...error });
    expect(history.at(-1)?.executionFailedEventDetails).toEqual(error);
  });

  it('records a timeout and a failed evaluation under their own types', async () => {
    const Catch = [{ ErrorEquals: ['States.Timeout'], Next: 'B' }];
    const task = () => new Promise<never>(() => undefined);
    const states = { A: invoke({ TimeoutSeconds: 5, Catch, End: true }), B: passing('{% $absent %}') };
    const { clock, result, history } = begin(states, { lambda: task });
    await elapse(clock, 5);
    await result;
    expect(history.slice(4)).toMatchObject([
      { type: 'TaskTimedOut', taskTimedOutEventDetails: { ...resource, error: 'States.Timeout' } },
      {
        type: 'TaskStateExited',
        stateExitedEventDetails: { output: '{"Error":"States.Timeout","Cause":""}' },
      },
      { type: 'PassStateEntered' },
      {
        type: 'EvaluationFailed',
        evaluationFailedEventDetails: {
          error: 'States.QueryEvaluationError',
          location: 'Output',
          state: 'B',
        },
      },
      { type: 'ExecutionFailed' },
    ]);
  });

  it('never holds a task token, wherever it went', async () => {
    const taskTokens = new TaskTokens();
    const states = {
      A: invoke({
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } },
        Assign: { leaked: '{% $states.result %}' },
        Next: 'B',
      }),
      B: { Type: 'Pass', End: true },
    };
    let token = '';
    const echo = lambda((payload) => {
      token = String((payload as JsonObject).token);
      return payload;
    });
    const { result, history } = begin(states, { taskTokens, lambda: echo });
    await idle();
    taskTokens.succeed(token, JSON.stringify({ nested: JSON.stringify({ token }) }));
    expect(await result).toMatchObject({ output: { nested: JSON.stringify({ token }) } });
    expect(JSON.stringify(history)).not.toContain(token);
    expect(history[2]?.taskScheduledEventDetails?.parameters).toBe(
      '{"FunctionName":"f","Payload":{"token":"<task token>"}}',
    );
    expect(history.map(({ type }) => type).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ]);
  });

  it('has room for 25,000 events, the last of them for how the execution ended', () => {
    const history = new History(new ManualClock(startDate));
    const track = history.track();
    for (let id = 1; id < 25_000; id++) track.record('PassStateEntered');
    expect(() => track.record('PassStateExited')).toThrow('maximum number of history events (25000)');
    expect(track.record('ExecutionFailed')).toBe(25_000);
  });
});
