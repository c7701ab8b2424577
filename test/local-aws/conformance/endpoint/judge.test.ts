import { expect, it } from 'vitest';
import type { Case } from '../case';
import { differences, type Outcome } from './judge';
import { mockConfig } from './mock-config';
import { missing } from './needs';

const A = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'f', Payload: {} },
  End: true,
};
const example: Case = {
  name: 'one',
  definition: { QueryLanguage: 'JSONata', StartAt: 'A', States: { A } },
  input: {},
  functions: { f: [{ error: 'Bad', cause: 'why' }, { result: 1 }] },
  expect: { status: 'FAILED', error: 'Bad', cause: 'why' },
  states: ['A'],
  seconds: 1,
  history: [{ type: 'TaskStateEntered', previousEventId: 0 }],
  objectsAfter: { k: { a: 1 } },
};
const outcome: Outcome = {
  ended: { status: 'FAILED', error: 'Bad', cause: '{"errorType":"Bad","errorMessage":"why"}', output: null },
  history: [{ type: 'TaskStateEntered', previousEventId: 0, id: 2, stateEnteredEventDetails: { name: 'A' } }],
  seconds: 1.02,
  objects: { k: '{"a":1,"b":2}' },
};

it('finds no difference where a case holds, whatever a runtime writes around the message of an error', () => {
  expect(differences(example, outcome)).toEqual([]);
});

it.each<[Partial<Outcome>, string]>([
  [{ ended: { ...outcome.ended, error: 'Other' } }, 'error: "Other" instead of "Bad"'],
  [{ history: [] }, 'states: [] instead of ["A"]'],
  [{ seconds: 0.5 }, 'it took 0.5 seconds instead of 1'],
  [{ objects: {} }, 'objects: [] instead of ["k"]'],
  [{ objects: { k: '{"a":2}' } }, 'k: {"a":2} instead of {"a":1}'],
])('tells what differs: %j', (changed, said) => {
  expect(differences(example, { ...outcome, ...changed })).toContain(said);
});

it.each([
  [{ functions: 'none', patience: 9 }, 'functions'],
  [{ functions: 'mocks', patience: 0 }, '1 seconds (--patience 0)'],
  [{ functions: 'mocks', patience: 1 }, undefined],
  [{ functions: 'lambda', patience: 1 }, undefined],
] as const)('says what is missing with %j', (abilities, said) => {
  expect(missing(example, abilities)).toBe(said);
});

it('writes answers as Step Functions Local reads them, the last one for all that follow', () => {
  expect(mockConfig([{ suite: 's', example, machine: 'm' }])).toEqual({
    StateMachines: { m: { TestCases: { Conformance: { A: 'm-A' } } } },
    MockedResponses: {
      'm-A': {
        0: { Throw: { Error: 'Bad', Cause: 'why' } },
        '1-999': { Return: { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: 1 } },
      },
    },
  });
});
