import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../local-aws/json';
import type { ProgressEvent } from '../../../../local-aws/states/state';
import { StatesError } from '../../../../local-aws/states/states-error';
import { distributed, failingOnBad } from '../distributed';
import { begin, elapse, idle, invoke, lambda, memoryStore, passing, run } from '../run';

const exceeded = {
  status: 'FAILED',
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

describe('a Distributed Map', () => {
  it('gives the outputs in the order of the items', async () => {
    const map = distributed({ B: passing('{% $states.input * 2 %}') }, { Items: [1, 2, 3] });
    expect(await run({ A: map })).toEqual({ status: 'SUCCEEDED', output: [2, 4, 6] });
  });

  it('runs children that have a context object of their own', async () => {
    const map = distributed({ B: passing('{% $states.context %}') }, { Items: ['a'] }, 'STANDARD');
    expect(await run({ A: map })).toMatchObject({
      output: [
        {
          Execution: {
            Id: expect.stringMatching(
              /^arn:aws:states:eu-west-1:111111111111:execution:Purge\/Accounts:[0-9a-f-]{36}$/,
            ),
            Input: 'a',
          },
          StateMachine: {
            Id: 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge/Accounts',
            Name: 'Purge/Accounts',
          },
          State: { Name: 'B' },
        },
      ],
    });
  });

  it('runs children that see neither outer variables nor Map.Item', async () => {
    const seen = passing(['{% $exists($outer) %}', '{% $exists($states.context.Map) %}']);
    const states = {
      A: { Type: 'Pass', Assign: { outer: 1 }, Next: 'B' },
      B: distributed({ C: seen }, { Items: [1] }),
    };
    expect(await run(states)).toMatchObject({ output: [[false, false]] });
  });

  it('lets its ItemSelector see both', async () => {
    const ItemSelector = { outer: '{% $outer %}', value: '{% $states.context.Map.Item.Value %}' };
    const states = {
      A: { Type: 'Pass', Assign: { outer: 1 }, Next: 'B' },
      B: distributed({ C: { Type: 'Succeed' } }, { Items: ['a'], ItemSelector }),
    };
    expect(await run(states)).toMatchObject({ output: [{ outer: 1, value: 'a' }] });
  });

  it.each([
    ['EXPRESS', ['a', 'b', 'b']],
    ['STANDARD', ['a', 'b']],
  ] as const)(
    'runs %s children as %j where one is to run twice, and hears of each once',
    async (type, ran) => {
      const payloads: Json[] = [];
      const map = distributed({ B: invoke() }, { Items: ['a', 'b'] }, type);
      const ended = await run(
        { A: map },
        {
          lambda: lambda((payload) => {
            payloads.push(payload);
            return payloads.length;
          }),
          runsTwice: (state, item) => state === 'A' && item === 'b',
        },
      );
      expect(payloads).toEqual(ran);
      expect(ended).toMatchObject({ status: 'SUCCEEDED', output: { length: 2 } });
    },
  );

  const tolerances: [string, JsonObject, 'SUCCEEDED' | 'FAILED'][] = [
    ['no failure by default', {}, 'FAILED'],
    ['ToleratedFailurePercentage', { ToleratedFailurePercentage: '{% 50 %}' }, 'SUCCEEDED'],
    ['no more than ToleratedFailurePercentage', { ToleratedFailurePercentage: 49 }, 'FAILED'],
  ];

  it.each(tolerances)('tolerates %s', async (_, fields, status) => {
    const Items = ['bad', 'good', 'good', 'bad'];
    const ended = await run({ A: distributed(failingOnBad, { Items, ...fields }) });
    if (status === 'FAILED') expect(ended).toEqual(exceeded);
    else {
      expect(ended).toMatchObject({
        status,
        output: [{ Status: 'FAILED', Error: 'Bad' }, 'good', 'good', { Status: 'FAILED' }],
      });
    }
  });

  it('can be caught, and retried as a new Map Run over all items', async () => {
    const Retry = [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], MaxAttempts: 1 }];
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'B' }];
    const states = {
      A: distributed(failingOnBad, { Items: ['bad'], Retry, Catch }),
      B: passing('{% $states.input.Error %}'),
    };
    const { clock, result, history } = begin(states);
    await elapse(clock, 1);
    expect(await result).toMatchObject({ output: 'States.ExceedToleratedFailureThreshold' });
    expect(history.map(({ type }) => type).filter((type) => type?.startsWith('MapRun'))).toEqual([
      'MapRunStarted',
      'MapRunFailed',
      'MapRunStarted',
      'MapRunFailed',
    ]);
  });

  it('ends an Express child after five minutes, and only that one', async () => {
    const task = lambda((payload) => (payload === 'slow' ? new Promise<never>(() => undefined) : payload));
    const map = distributed({ B: invoke() }, { Items: ['slow', 'fast'], ToleratedFailurePercentage: 100 });
    const { clock, result } = begin({ A: map }, { lambda: task });
    await elapse(clock, 300);
    expect(await result).toMatchObject({
      output: [{ Status: 'TIMED_OUT' }, { Payload: 'fast' }],
    });
  });

  it('lets a Standard child run longer', async () => {
    const map = distributed({ B: { Type: 'Wait', Seconds: 3600, End: true } }, { Items: [1] }, 'STANDARD');
    const { clock, result } = begin({ A: map });
    await elapse(clock, 3600);
    expect(await result).toMatchObject({ status: 'SUCCEEDED', output: [1] });
  });

  it('bills the transitions of Standard children, not of Express ones', async () => {
    const processor = { B: { Type: 'Pass', Next: 'C' }, C: passing(1) };
    const express = await begin({ A: distributed(processor, { Items: [1, 2] }) }).result;
    const standard = await begin({ A: distributed(processor, { Items: [1, 2] }, 'STANDARD') }).result;
    expect([express.transitions, standard.transitions]).toEqual([1, 5]);
  });

  it('tells of its items as they finish, and of retries inside them', async () => {
    const events: ProgressEvent[] = [];
    let calls = 0;
    const task = async () => {
      if (++calls === 1) throw new StatesError('Throttled');
      return {};
    };
    const Retry = [{ ErrorEquals: ['Throttled'] }];
    const map = distributed({ B: invoke({ Retry, End: true }) }, { Items: ['a'] });
    const { clock, result } = begin({ A: map }, { lambda: task, onEvent: (event) => events.push(event) });
    await elapse(clock, 1);
    await result;
    expect(events).toEqual([
      { type: 'stateEntered', state: 'A' },
      { type: 'mapRunStarted', state: 'A', items: 1, maxConcurrency: 0 },
      { type: 'mapItemStarted', state: 'A', index: 0, item: 'a' },
      { type: 'childStateEntered', state: 'A', index: 0, childState: 'B' },
      { type: 'retry', state: 'B', error: 'Throttled', attempt: 1, delaySeconds: 1 },
      { type: 'mapItemFinished', state: 'A', index: 0, status: 'SUCCEEDED', succeeded: true },
    ]);
  });

  it('stops its children with the execution', async () => {
    const map = distributed(
      { B: { Type: 'Wait', Seconds: 60, End: true } },
      { Items: [1, 2], ToleratedFailurePercentage: 100 },
    );
    const { clock, result, stop } = begin({ A: map });
    await idle();
    stop('Stopped');
    expect(await result).toMatchObject({ status: 'ABORTED', error: 'Stopped' });
    expect(clock.sleeping).toBe(0);
  });

  it('runs ten thousand children, no more at once than it may', async () => {
    let running = 0;
    let most = 0;
    const task = lambda(async (payload) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return payload;
    });
    const store = memoryStore();
    const ResultWriter = {
      Resource: 'arn:aws:states:::s3:putObject',
      Arguments: { Bucket: 'b', Prefix: 'p' },
      WriterConfig: { Transformation: 'COMPACT' },
    };
    const Items = Array.from({ length: 10_000 }, (_, index): Json => index);
    const processor = { B: invoke({ Output: '{% $states.input %}', End: true }) };
    const map = distributed(processor, { Items, ResultWriter, MaxConcurrency: 40 });
    expect(await run({ A: map }, { lambda: task, objects: store })).toMatchObject({ status: 'SUCCEEDED' });
    expect(most).toBe(40);
    const [, body = ''] = Object.entries(store.objects).find(([key]) => key.includes('SUCCEEDED_0')) ?? [];
    expect(JSON.parse(body).sort((a: number, b: number) => a - b)).toEqual(Items);
  });
});
