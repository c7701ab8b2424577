import { expect, it } from 'vitest';
import { passing, run } from '../run';

it('passes its input on when it has no Output', async () => {
  const states = { A: { Type: 'Pass', End: true } };
  expect(await run(states, { input: { a: [1] } })).toEqual({ status: 'SUCCEEDED', output: { a: [1] } });
});

it('passes what its Output makes of the input and the context object', async () => {
  const Output = { id: '{% $states.input.id %}', context: '{% $states.context %}' };
  const input = { id: 7 };
  expect(await run({ A: passing(Output) }, { input })).toEqual({
    status: 'SUCCEEDED',
    output: {
      id: 7,
      context: {
        Execution: {
          Id: 'arn:aws:states:eu-west-1:111111111111:execution:Purge:run-1',
          Input: input,
          Name: 'run-1',
          RoleArn: 'arn:aws:iam::111111111111:role/Purge',
          StartTime: '2026-01-31T09:00:00.000Z',
          RedriveCount: 0,
        },
        StateMachine: {
          Id: 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge',
          Name: 'Purge',
        },
        State: { Name: 'A', EnteredTime: '2026-01-31T09:00:00.000Z' },
      },
    },
  });
});

it('has no result and no task token', async () => {
  for (const absent of ['$states.result', '$states.errorOutput', '$states.context.Task.Token']) {
    expect(await run({ A: passing(`{% ${absent} %}`) })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  }
});
