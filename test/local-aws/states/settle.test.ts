import { describe, expect, it } from 'vitest';
import { invoke, lambda, passing, run } from './run';

describe('variables', () => {
  it('are visible from the next state on: Assign and Output see them as they were', async () => {
    const states = {
      A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
      B: passing('{% $n %}', { Assign: { n: '{% $n + 1 %}', before: '{% $n %}' }, Next: 'C' }),
      C: passing(['{% $states.input %}', '{% $before %}', '{% $n %}']),
    };
    expect(await run(states)).toEqual({ status: 'SUCCEEDED', output: [1, 1, 2] });
  });

  it('keep their value over states that do not assign them', async () => {
    const states = {
      A: { Type: 'Pass', Assign: { kept: [1] }, Next: 'B' },
      B: invoke({ Assign: { other: '{% $states.result.Payload %}' }, Next: 'C' }),
      C: passing(['{% $kept %}', '{% $other %}']),
    };
    expect(await run(states, { lambda: lambda(() => 'p') })).toMatchObject({ output: [[1], 'p'] });
  });

  it('that were never assigned are undefined', async () => {
    expect(await run({ A: passing('{% $never %}') })).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});

describe('the 256 KiB limit', () => {
  const failed = {
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    cause:
      "The state/task 'A' returned a result with a size exceeding the maximum number of bytes service limit.",
  };
  // Two bytes a character in UTF-8, and the quotes.
  const longest = 'é'.repeat(131_071);

  it('counts bytes of UTF-8, and the last one fits', async () => {
    expect(await run({ A: passing(longest) })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run({ A: passing(`${longest}.`) })).toEqual(failed);
  });

  it('holds for the input of the execution', async () => {
    expect(await run({ A: passing('') }, { input: `${longest}.` })).toEqual(failed);
  });

  it('holds for a task’s arguments', async () => {
    const Arguments = { FunctionName: 'f', Payload: '{% [$states.input] %}' };
    expect(await run({ A: invoke({ Arguments, End: true }) }, { input: longest })).toEqual(failed);
  });

  it('holds for a task’s result, whatever Output makes of it', async () => {
    const states = { A: invoke({ Output: 1, End: true }) };
    expect(await run(states, { lambda: lambda(() => longest) })).toEqual(failed);
  });

  it('holds for the variables of one Assign together', async () => {
    const half = longest.slice(0, 100_000);
    const assigning = (Assign: Record<string, string>) => ({
      A: { Type: 'Pass', Output: 1, Assign, End: true },
    });
    expect(await run(assigning({ a: half }))).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run(assigning({ a: half, b: half }))).toMatchObject({ error: 'States.DataLimitExceeded' });
  });
});
