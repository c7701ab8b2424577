import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../local-aws/json';
import { StatesError } from '../../../../local-aws/states/states-error';
import { begin, elapse, invoke, lambda, passing, run } from '../run';

const never = () => new Promise<never>(() => undefined);

describe('lambda:invoke', () => {
  it('is called with its evaluated Arguments, and its whole result is the state’s result', async () => {
    const calls: Json[] = [];
    const task = async (args: Json) => {
      calls.push(args);
      return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: { found: 2 } };
    };
    const states = {
      A: invoke({ Assign: { n: '{% $states.result.Payload.found %}' }, Next: 'B' }),
      B: passing(['{% $n %}', '{% $states.input %}']),
    };
    expect(await run(states, { lambda: task, input: { id: 7 } })).toEqual({
      status: 'SUCCEEDED',
      output: [2, { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: { found: 2 } }],
    });
    expect(calls).toEqual([{ FunctionName: 'f', Payload: { id: 7 } }]);
  });

  it('fails with the name and cause of the function’s error', async () => {
    const cause = JSON.stringify({ errorType: 'InvalidInputError', errorMessage: 'accounts', trace: [] });
    const task = async () => {
      throw new StatesError('InvalidInputError', cause);
    };
    expect(await run({ A: invoke() }, { lambda: task })).toEqual({
      status: 'FAILED',
      error: 'InvalidInputError',
      cause,
    });
  });

  it('is not called when its Arguments fail', async () => {
    const task = lambda(() => {
      throw new Error('called');
    });
    const Arguments = { FunctionName: 'f', Payload: '{% $states.context.Task.Token %}' };
    expect(await run({ A: invoke({ Arguments, End: true }) }, { lambda: task })).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("for the field 'Arguments/Payload' returned nothing (undefined)."),
    });
  });

  it.each([
    ['a number', 5],
    ['an expression', '{% $states.input.limit %}'],
  ])('times out after TimeoutSeconds, %s, and is told to stop', async (_, TimeoutSeconds) => {
    const signals: AbortSignal[] = [];
    const task = (_args: Json, { signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return never();
    };
    const states = { A: invoke({ TimeoutSeconds, End: true }) };
    const { clock, result } = begin(states, { lambda: task, input: { limit: 5 } });
    await elapse(clock, 4.999);
    expect(signals[0]?.aborted).toBe(false);
    await elapse(clock, 0.001);
    expect(await result).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
    expect(signals[0]?.aborted).toBe(true);
  });

  it.each(['{% "5" %}', '{% 0 %}'])('fails when TimeoutSeconds is %s', async (TimeoutSeconds) => {
    expect(await run({ A: invoke({ TimeoutSeconds, End: true }) })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });

  it('starts its time anew at every attempt', async () => {
    let calls = 0;
    const task = async () => (++calls === 1 ? never() : { Payload: 'second' });
    const Retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1 }];
    const { clock, result } = begin({ A: invoke({ TimeoutSeconds: 5, Retry, End: true }) }, { lambda: task });
    await elapse(clock, 5);
    await elapse(clock, 1);
    expect(await result).toMatchObject({ status: 'SUCCEEDED', output: { Payload: 'second' } });
  });
});

describe('sns:publish', () => {
  it('is called with its evaluated Arguments', async () => {
    const published: Json[] = [];
    const tasks = {
      'lambda:invoke': never,
      'sns:publish': async (args: Json) => {
        published.push(args);
        return { MessageId: 'm-1' };
      },
      'aws-sdk:s3:putObject': never,
      'events:putEvents': () => Promise.reject(new Error('not part of this')),
      'states:startExecution.sync:2': () => Promise.reject(new Error('not called')),
    };
    const state = {
      Type: 'Task',
      Resource: 'arn:aws-cn:states:::sns:publish',
      Arguments: { TopicArn: 't', Message: '{% $states.input %}' },
      End: true,
    };
    expect(await run({ A: state }, { tasks, input: 'hello' })).toEqual({
      status: 'SUCCEEDED',
      output: { MessageId: 'm-1' },
    });
    expect(published).toEqual([{ TopicArn: 't', Message: 'hello' }]);
  });
});
