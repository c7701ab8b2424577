import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../local-aws/json';
import { compare } from './compare';

const entered = { name: 'A', input: { n: 1 }, inputDetails: { truncated: false } };
const output = { outputDetails: { truncated: false } };

/** What AWS would have recorded of one Pass, with texts parsed and names masked. */
function recorded(changes: Record<number, JsonObject> = {}) {
  const events: JsonObject[] = [
    {
      type: 'ExecutionStarted',
      previousEventId: 0,
      executionStartedEventDetails: {
        input: { n: 1 },
        inputDetails: { truncated: false },
        roleArn: '<role>',
      },
    },
    { type: 'PassStateEntered', previousEventId: 0, stateEnteredEventDetails: entered },
    {
      type: 'PassStateExited',
      previousEventId: 2,
      stateExitedEventDetails: { name: 'A', output: 'run <id>', ...output },
    },
    {
      type: 'ExecutionSucceeded',
      previousEventId: 3,
      executionSucceededEventDetails: { output: 'run <id>', ...output },
    },
  ];
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: { A: { Type: 'Pass', Output: "{% 'run ' & $states.input.n %}", End: true } },
  };
  const changed = events.map((event, index) => ({ id: index + 1, ...event, ...changes[index + 1] }));
  return { id: 'one', native: true, definition, input: { n: 1 }, objects: {}, events: changed };
}

it.each([
  ['nothing', {}],
  ['states entered', { 2: { stateEnteredEventDetails: { ...entered, name: 'B' } } }],
  ['status', { 4: { type: 'ExecutionFailed' } }],
  ['output', { 4: { executionSucceededEventDetails: { output: 'no <id>', ...output } } }],
  ['events', { 3: { type: 'SucceedStateExited' } }],
  ['order of events', { 3: { previousEventId: 1 } }],
  ['details of events', { 2: { stateEnteredEventDetails: { ...entered, input: { n: 2 } } } }],
])('says that a recording differs first in %s', async (kind, changes) => {
  expect(await compare(recorded(changes))).toMatchObject({ kind });
});

it('says which definition is refused here, and why', async () => {
  const recording = { ...recorded(), definition: { QueryLanguage: 'JSONata', StartAt: 'A', States: {} } };
  expect(await compare(recording)).toEqual({
    kind: 'refused',
    here: 'State machine: there is no state A to start at',
  });
});

it('feeds back what a task answered', async () => {
  const { definition, events, ...recording } = recorded();
  const A = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {},
    Output: '{% $states.result.Payload %}',
    End: true,
  };
  const answered = { type: 'TaskSucceeded', taskSucceededEventDetails: { output: { Payload: 'run 7' } } };
  const [started = {}, entered = {}, ...rest] = events;
  expect(
    await compare({
      ...recording,
      definition: { ...definition, States: { A } },
      events: [started, entered, answered, ...rest],
    }),
  ).toMatchObject({ kind: 'events' });
});
