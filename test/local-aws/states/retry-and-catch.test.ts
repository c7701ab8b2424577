import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local-aws/json';
import { retryDelay } from '../../../local-aws/states/retry-and-catch';
import type { ProgressEvent } from '../../../local-aws/states/state';
import { StatesError } from '../../../local-aws/states/states-error';
import { begin, elapse, idle, invoke, passing, run } from './run';

/** A function that fails with these errors in turn and then succeeds. */
function failing(...errors: string[]) {
  const left = [...errors];
  let calls = 0;
  const task = async () => {
    calls++;
    const error = left.shift();
    if (error !== undefined) throw new StatesError(error, `${error} happened`);
    return { Payload: 'done' };
  };
  return { lambda: task, calls: () => calls };
}

const retrying = (...Retry: JsonObject[]) => ({ A: invoke({ End: true, Retry }) });

describe('the delay before a retry', () => {
  const cases: [string, Parameters<typeof retryDelay>[0], number[]][] = [
    ['is 1, 2, 4 seconds by default', { ErrorEquals: [] }, [1, 2, 4]],
    ['grows by BackoffRate', { ErrorEquals: [], IntervalSeconds: 3, BackoffRate: 1.5 }, [3, 4.5, 6.75]],
    ['stays below MaxDelaySeconds', { ErrorEquals: [], IntervalSeconds: 5, MaxDelaySeconds: 8 }, [5, 8, 8]],
    ['is a random part of it with FULL jitter', { ErrorEquals: [], JitterStrategy: 'FULL' }, [0.25, 0.5, 1]],
  ];

  it.each(cases)('%s', (_, retrier, delays) => {
    expect([1, 2, 3].map((attempt) => retryDelay(retrier, attempt, () => 0.25))).toEqual(delays);
  });
});

describe('Retry', () => {
  it('waits by the clock and tells of each attempt', async () => {
    const events: ProgressEvent[] = [];
    const task = failing('Throttled', 'Throttled');
    const states = retrying({ ErrorEquals: ['Throttled'], IntervalSeconds: 2, JitterStrategy: 'FULL' });
    const onEvent = (event: ProgressEvent) => events.push(event);
    const { clock, result } = begin(states, { ...task, random: () => 0.5, onEvent });
    await elapse(clock, 0.999);
    expect(task.calls()).toBe(1);
    await elapse(clock, 0.001);
    expect(task.calls()).toBe(2);
    await elapse(clock, 2);
    expect(await result).toMatchObject({ status: 'SUCCEEDED', transitions: 3 });
    expect(events).toEqual([
      { type: 'stateEntered', state: 'A' },
      { type: 'retry', state: 'A', error: 'Throttled', attempt: 1, delaySeconds: 1 },
      { type: 'retry', state: 'A', error: 'Throttled', attempt: 2, delaySeconds: 2 },
    ]);
  });

  it('gives up after MaxAttempts, which each Retrier counts for itself', async () => {
    const task = failing('A', 'B', 'A', 'B', 'A');
    const states = retrying({ ErrorEquals: ['A'], MaxAttempts: 2 }, { ErrorEquals: ['States.ALL'] });
    const { clock, result } = begin(states, task);
    for (let second = 0; second < 10; second++) await elapse(clock, 1);
    expect(await result).toMatchObject({ status: 'FAILED', error: 'A', cause: 'A happened' });
    expect(task.calls()).toBe(5);
  });

  it.each<[string, JsonObject[]]>([
    [
      'MaxAttempts is 0',
      [{ ErrorEquals: ['Denied'], MaxAttempts: 0 }, { ErrorEquals: ['States.TaskFailed'] }],
    ],
    ['no Retrier matches', [{ ErrorEquals: ['Throttled'] }]],
  ])('does not happen when %s', async (_, retriers) => {
    const task = failing('Denied');
    expect(await run(retrying(...retriers), task)).toMatchObject({ status: 'FAILED', error: 'Denied' });
    expect(task.calls()).toBe(1);
  });

  it('shows its count in the context object', async () => {
    const task = failing('Throttled');
    const Output = '{% $states.context.State.RetryCount %}';
    const states = { A: invoke({ End: true, Output, Retry: [{ ErrorEquals: ['States.ALL'] }] }) };
    const { clock, result } = begin(states, task);
    await elapse(clock, 1);
    expect(await result).toMatchObject({ output: 1 });
  });

  it('ends at once when the execution is stopped', async () => {
    const { result, stop } = begin(retrying({ ErrorEquals: ['States.ALL'] }), failing('Throttled'));
    await idle();
    stop('Stopped', 'by hand');
    expect(await result).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
  });
});

describe('Catch', () => {
  const caughtBy = (catcher: JsonObject, next: JsonObject = { Type: 'Pass', End: true }) => ({
    A: invoke({
      End: true,
      Catch: [
        { ErrorEquals: ['Other'], Next: 'B' },
        { Next: 'B', ...catcher },
      ],
    }),
    B: next,
  });

  it('passes the error on by default', async () => {
    expect(await run(caughtBy({ ErrorEquals: ['States.ALL'] }), failing('Denied'))).toEqual({
      status: 'SUCCEEDED',
      output: { Error: 'Denied', Cause: 'Denied happened' },
    });
  });

  it('has an Assign and an Output of its own that see $states.errorOutput and the state’s input', async () => {
    const catcher = {
      ErrorEquals: ['Denied'],
      Assign: { why: '{% $states.errorOutput.Error %}' },
      Output: '{% $states.input.id %}',
    };
    const states = caughtBy(catcher, passing(['{% $why %}', '{% $states.input %}']));
    expect(await run(states, { ...failing('Denied'), input: { id: 7 } })).toEqual({
      status: 'SUCCEEDED',
      output: ['Denied', 7],
    });
  });

  it('comes after Retry', async () => {
    const task = failing('A', 'A');
    const states = {
      A: invoke({
        End: true,
        Retry: [{ ErrorEquals: ['A'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['A'], Next: 'B' }],
      }),
      B: passing('caught'),
    };
    const { clock, result } = begin(states, task);
    await elapse(clock, 1);
    expect(await result).toMatchObject({ output: 'caught' });
    expect(task.calls()).toBe(2);
  });

  it('also catches an expression of the state that fails', async () => {
    const states = {
      A: invoke({
        End: true,
        Output: '{% $states.result.absent %}',
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'B' }],
      }),
      B: passing('{% $states.input.Cause %}'),
    };
    expect(await run(states)).toEqual({
      status: 'SUCCEEDED',
      output:
        "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.result.absent' specified for the field 'Output' returned nothing (undefined).",
    });
  });

  it('fails the execution when its own expression fails, naming where that stands', async () => {
    const states = caughtBy({ ErrorEquals: ['States.ALL'], Output: '{% $absent %}' });
    expect(await run(states, failing('Denied'))).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("the field 'Catch[1]/Output' returned nothing"),
    });
  });

  it('cannot catch States.Runtime', async () => {
    const lambda = async () => {
      throw new TypeError('nobody foresaw this');
    };
    const ended = await run(caughtBy({ ErrorEquals: ['States.ALL'] }), { lambda });
    expect(ended).toEqual({ status: 'FAILED', error: 'States.Runtime', cause: 'nobody foresaw this' });
  });
});
