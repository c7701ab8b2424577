import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../local-aws/json';
import { StatesError } from '../../../../local-aws/states/states-error';
import { begin, idle, invoke, lambda, passing, run } from '../run';

const mapping = (processor: JsonObject, fields: JsonObject = { End: true }): JsonObject => ({
  Type: 'Map',
  ItemProcessor: { StartAt: Object.keys(processor)[0] ?? '', States: processor },
  ...fields,
});

describe('an inline Map', () => {
  it('runs its processor for every item of the input, in order, and gives the outputs', async () => {
    expect(
      await run({ A: mapping({ B: passing('{% $states.input * 2 %}') }) }, { input: [1, 2, 3] }),
    ).toEqual({
      status: 'SUCCEEDED',
      output: [2, 4, 6],
    });
  });

  it('gives an empty array for no items', async () => {
    expect(await run({ A: mapping({ B: passing(1) }) }, { input: [] })).toEqual({
      status: 'SUCCEEDED',
      output: [],
    });
  });

  it('takes its items from Items and each input from ItemSelector', async () => {
    const fields = {
      Items: '{% $states.input.ids %}',
      ItemSelector: {
        run: '{% $states.input.run %}',
        item: '{% $states.context.Map.Item %}',
      },
      End: true,
    };
    const input = { run: 'r', ids: ['a', 'b'] };
    expect(await run({ A: mapping({ B: { Type: 'Succeed' } }, fields) }, { input })).toMatchObject({
      output: [
        { run: 'r', item: { Source: 'STATE_DATA', Index: 0, Value: 'a' } },
        { run: 'r', item: { Source: 'STATE_DATA', Index: 1, Value: 'b' } },
      ],
    });
  });

  it('lets iterations read the variables around them, and keeps theirs to themselves', async () => {
    const states = {
      A: { Type: 'Pass', Assign: { outer: 10 }, Next: 'B' },
      B: mapping(
        {
          C: { Type: 'Pass', Assign: { inner: '{% $outer + $states.input %}' }, Next: 'D' },
          D: passing('{% $inner %}'),
        },
        { Next: 'E' },
      ),
      E: passing(['{% $states.input %}', '{% $exists($inner) %}']),
    };
    expect(await run(states, { input: [1, 2] })).toMatchObject({ output: [[11, 12], false] });
  });

  it('fails with the error of the first iteration that fails, and starts no more', async () => {
    const started: Json[] = [];
    const task = lambda(async (payload) => {
      started.push(payload);
      await idle();
      if (payload === 2) throw new StatesError('Denied', 'not this one');
      return payload;
    });
    const states = { A: mapping({ B: invoke() }, { MaxConcurrency: 2, End: true }) };
    expect(await run(states, { lambda: task, input: [1, 2, 3, 4, 5] })).toEqual({
      status: 'FAILED',
      error: 'Denied',
      cause: 'not this one',
    });
    await idle();
    expect(started).toEqual([1, 2, 3]);
  });

  it.each([
    ['MaxConcurrency', { MaxConcurrency: '{% 3 %}' }, 3],
    ['40 when there is none', {}, 40],
    ['40 when it is 0', { MaxConcurrency: 0 }, 40],
  ])('runs as many iterations at once as %s', async (_, fields, expected) => {
    let running = 0;
    let most = 0;
    const task = lambda(async () => {
      most = Math.max(most, ++running);
      await idle();
      running--;
      return 1;
    });
    await run(
      { A: mapping({ B: invoke() }, { ...fields, End: true }) },
      { lambda: task, input: new Array(100).fill(0) },
    );
    expect(most).toBe(expected);
  });

  it('fails when there is no array of items', async () => {
    expect(await run({ A: mapping({ B: passing(1) }) }, { input: {} })).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining('Map state input must be an array but was: {}'),
    });
  });

  it('records its iterations, each a chain of its own', async () => {
    const { result, history } = begin(
      { A: mapping({ B: passing(1) }, { MaxConcurrency: 1, End: true }) },
      { input: [7, 8] },
    );
    await result;
    expect(history.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'MapStateEntered'],
      [3, 2, 'MapStateStarted'],
      [4, 3, 'MapIterationStarted'],
      [5, 4, 'PassStateEntered'],
      [6, 5, 'PassStateExited'],
      [7, 6, 'MapIterationSucceeded'],
      [8, 6, 'MapIterationStarted'],
      [9, 8, 'PassStateEntered'],
      [10, 9, 'PassStateExited'],
      [11, 10, 'MapIterationSucceeded'],
      [12, 11, 'MapStateSucceeded'],
      [13, 11, 'MapStateExited'],
      [14, 13, 'ExecutionSucceeded'],
    ]);
  });
});
