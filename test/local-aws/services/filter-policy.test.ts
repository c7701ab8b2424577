import { describe, expect, it } from 'vitest';
import { filterPolicy } from '../../../local-aws/services/filter-policy';

describe('filterPolicy', () => {
  it.each([
    ['an empty policy', {}, {}, true],
    ['one of the values', { a: ['1', '2'] }, { a: ['2'] }, true],
    ['another value', { a: ['1'] }, { a: ['11'] }, false],
    ['one of two keys', { a: ['1'], b: ['1'] }, { a: ['1'] }, false],
    ['both keys', { a: ['1'], b: ['1'] }, { a: ['1'], b: ['1'], c: ['1'] }, true],
  ])('with %s', (_, policy, attributes, expected) => {
    expect(filterPolicy(policy)(attributes)).toBe(expected);
  });

  it.each([{ a: 'x' }, { a: [{ prefix: 'x' }] }, { $or: [{ a: ['x'] }] }, { a: { b: ['x'] } }])(
    'refuses %j',
    (policy) => {
      expect(() => filterPolicy(policy)).toThrow('Only exact string values are supported');
    },
  );
});
