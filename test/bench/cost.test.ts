import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costOf, costTable, firstRun, secondsOf, unitsOf } from '../../bench/cost';

describe('the costs in the documentation', () => {
  it('are what the counted units and the published prices make', () => {
    expect(readFileSync('docs/performance.md', 'utf8')).toContain(costTable());
  });

  it('are mostly state transitions', () => {
    const accounts = firstRun(10_000);
    const transitions = (unitsOf(accounts).transitions * 0.025) / 1000;
    expect(transitions).toBeGreaterThan(costOf(accounts) / 2);
  });
});

describe('growth', () => {
  it.each([
    ['the cost of a first run', (size: number) => costOf(firstRun(size))],
    ['the cost of a run that finds all clean', (size: number) => costOf({ clean: size, purged: 0 })],
    ['the time', (size: number) => secondsOf(firstRun(size))],
    ['the time where AssumeRoot is throttled', (size: number) => secondsOf(firstRun(size), 5)],
  ])('of %s is linear', (_, of) => {
    const each = (of(50_000) - of(10_000)) / 40_000;
    expect((of(10_000) - of(1000)) / 9000 / each).toBeCloseTo(1, 3);
  });
});
