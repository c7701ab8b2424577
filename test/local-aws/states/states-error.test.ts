import { describe, expect, it } from 'vitest';
import { asStatesError, matchesError, StatesError } from '../../../local-aws/states/states-error';

const error = (name: string) => new StatesError(name);

describe('ErrorEquals', () => {
  const cases: [string, StatesError, boolean][] = [
    ['Throttled', error('Throttled'), true],
    ['Throttled', error('throttled'), false],
    ['States.ALL', error('Throttled'), true],
    ['States.ALL', error('States.Timeout'), true],
    ['States.ALL', error('States.QueryEvaluationError'), true],
    ['States.ALL', error('States.DataLimitExceeded'), true],
    ['States.ALL', error('States.Runtime'), false],
    ['States.DataLimitExceeded', error('States.DataLimitExceeded'), true],
    ['States.Runtime', error('States.Runtime'), false],
    ['States.TaskFailed', error('Throttled'), true],
    ['States.TaskFailed', error('States.Permissions'), true],
    ['States.TaskFailed', error('States.Timeout'), false],
    ['States.TaskFailed', error('States.DataLimitExceeded'), true],
    ['States.TaskFailed', error('States.Runtime'), false],
    ['States.Timeout', error('States.Timeout'), true],
    ['States.HeartbeatTimeout', error('States.Timeout'), false],
  ];

  it.each(cases)('%s against %s: %s', (name, thrown, expected) => {
    expect(matchesError(['Other', name], thrown)).toBe(expected);
  });
});

describe('a thrown value', () => {
  it('stays the error it is when a state failed with it', () => {
    const known = new StatesError('E', 'because');
    expect(asStatesError(known)).toBe(known);
    expect(known.message).toBe('E: because');
  });

  it('fails the execution when nobody foresaw it', () => {
    expect(asStatesError(new TypeError('x is not a function'))).toMatchObject({
      name: 'States.Runtime',
      cause: 'x is not a function',
    });
  });
});
