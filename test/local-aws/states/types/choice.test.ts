import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../local-aws/json';
import { passing, run } from '../run';

const rules: JsonObject[] = [
  { Condition: '{% $states.input > 10 %}', Next: 'Big', Output: 'big', Assign: { size: 1 } },
  { Condition: '{% $states.input > 5 %}', Next: 'Big', Comment: 'never asked about 11' },
];

const choosing = (Default?: string): JsonObject => ({
  A: {
    Type: 'Choice',
    Choices: rules,
    Assign: { size: 2 },
    Output: 'other',
    ...(Default && { Default }),
  },
  Big: passing(['{% $states.input %}', '{% $exists($size) %}']),
  ...(Default && { [Default]: passing(['{% $states.input %}', '{% $size %}']) }),
});

it.each([
  ['the first rule that holds, with its Output and Assign', 11, ['big', true]],
  ['a rule without them, passing the input on', 6, [6, false]],
  ['Default, with the Output and Assign of the state', 1, ['other', 2]],
])('goes to %s', async (_, input, output) => {
  expect(await run(choosing('Other'), { input })).toEqual({ status: 'SUCCEEDED', output });
});

it('fails with States.Runtime when nothing holds and there is no Default', async () => {
  expect(await run(choosing(), { input: 1 })).toEqual({
    status: 'FAILED',
    error: 'States.Runtime',
    cause:
      "An error occurred while executing the state 'A' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
  });
});

it('fails with States.QueryEvaluationError when a Condition is no boolean', async () => {
  const states = { A: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'B' }] }, B: passing(1) };
  expect(await run(states)).toMatchObject({
    error: 'States.QueryEvaluationError',
    cause: expect.stringContaining(
      "field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
    ),
  });
});
