import { expect, it } from 'vitest';
import { run } from '../run';

it('ends the execution with its input', async () => {
  expect(await run({ A: { Type: 'Succeed' } }, { input: 1 })).toEqual({ status: 'SUCCEEDED', output: 1 });
});

it('ends the execution with its Output', async () => {
  const states = { A: { Type: 'Succeed', Output: ['{% $states.input %}'] } };
  expect(await run(states, { input: 1 })).toEqual({ status: 'SUCCEEDED', output: [1] });
});
