import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../local-aws/json';
import { run } from '../run';

const input = { cause: '3 accounts failed', number: 3 };

it.each<[string, JsonObject, object]>([
  ['its Error and Cause', { Error: 'E', Cause: 'why' }, { error: 'E', cause: 'why' }],
  [
    'an expression’s value',
    { Error: 'E', Cause: '{% $states.input.cause %}' },
    { error: 'E', cause: '3 accounts failed' },
  ],
  ['nothing, when it has neither', {}, { error: undefined, cause: undefined }],
])('fails the execution with %s', async (_, fields, expected) => {
  expect(await run({ A: { Type: 'Fail', ...fields } }, { input })).toEqual({ status: 'FAILED', ...expected });
});

it('fails as States.QueryEvaluationError when Cause is no string', async () => {
  expect(await run({ A: { Type: 'Fail', Cause: '{% $states.input.number %}' } }, { input })).toMatchObject({
    error: 'States.QueryEvaluationError',
    cause: expect.stringContaining(
      "field 'Cause' returned an unexpected result type. Expected 'string', but was 'number' for value: 3",
    ),
  });
});
