import { describe, expect, it } from 'vitest';
import { executionNameAt, readExecutionName } from '../../../cli/options/execution-name';
import { checkStateMachine, parseAccountId, parseList } from '../../../cli/options/parse-options';

it('takes for an account ID twelve digits alone', () => {
  expect(parseAccountId('012345678901')).toBe('012345678901');
  for (const given of ['12345678901', '1234567890123', 'a12345678901', ''])
    expect(() => parseAccountId(given)).toThrow('Allowed is a 12-digit account ID.');
});

it('adds up a list that is given several times, without spaces around its items', () => {
  expect(parseList('c, d ', parseList(' a,b'))).toEqual(['a', 'b', 'c', 'd']);
});

it.each([
  [undefined, true],
  ['arn:aws:states:eu-west-1:111122223333:stateMachine:Purge', true],
  ['arn:aws-us-gov:states:us-gov-west-1:111122223333:stateMachine:Purge-1', true],
  ['xarn:aws:states:eu-west-1:111122223333:stateMachine:Purge', false],
  ['arn:aws:states:eu-west-1:111122223333:stateMachine:Purge:1', false],
  ['arn:aws:states:eu-west-1:11112222333:stateMachine:Purge', false],
  ['arn:aws:states:eu-west-1:111122223333:stateMachine:', false],
  ['arn:aws:states:eu-west-1:111122223333:execution:Purge:run', false],
  ['arn::states:eu-west-1:111122223333:stateMachine:Purge', false],
])('of the state machine %j, whether it can be one: %j', (stateMachine, allowed) => {
  const problems: string[] = [];
  checkStateMachine(problems, stateMachine === undefined ? {} : { stateMachine });
  const refused = `--state-machine: received "${stateMachine}"; allowed is the ARN of a state machine`;
  expect(problems).toEqual(allowed ? [] : [refused]);
});

describe('the name of an execution', () => {
  it('is the time and six random digits, where none is given', () => {
    expect(executionNameAt(new Date('2026-11-23T09:08:07.654Z'))).toMatch(
      /^2026-11-23T09-08-07Z-[0-9a-f]{6}$/,
    );
    const problems: string[] = [];
    expect(readExecutionName(problems, {})).toMatch(/^20\d\d-.*Z-[0-9a-f]{6}$/);
    expect(problems).toEqual([]);
  });

  const length = (count: number) => `1 to ${count} letters, digits, hyphens and underscores`;

  it.each([
    ['Mine_1-2', undefined, undefined],
    ['a'.repeat(80), undefined, undefined],
    ['a'.repeat(81), undefined, length(80)],
    ['', undefined, length(80)],
    ['a b', undefined, length(80)],
    ['task-a', undefined, 'one that does not begin with "task-"'],
    ['a', '{}', undefined],
    ['task-a', '{}', undefined],
    ['a'.repeat(70), '{}', undefined],
    ['a'.repeat(71), '{}', length(70)],
  ])('can be %j, of the task %j, unless allowed is %j', (name, task, allowed) => {
    const problems: string[] = [];
    expect(readExecutionName(problems, { name, ...(task && { task }) })).toBe(name);
    expect(problems).toEqual(allowed ? [expect.stringContaining(allowed)] : []);
  });
});
