import { describe, expect, it } from 'vitest';
import { nextOf } from '../../../../cli/check/deployed/schedule';

const start = new Date('2026-11-28T00:00:00Z');

describe('nextOf', () => {
  it.each([
    ['before the start', 'rate(7 days)', '2026-11-27T12:00:00Z', '2026-11-28T00:00:00.000Z'],
    ['after it', 'rate(7 days)', '2026-11-28T00:00:01Z', '2026-12-05T00:00:00.000Z'],
    ['much later', 'rate(1 day)', '2027-01-01T12:00:00Z', '2027-01-02T00:00:00.000Z'],
    ['in hours', 'rate(12 hours)', '2026-11-28T13:00:00Z', '2026-11-29T00:00:00.000Z'],
    ['for another expression', 'cron(0 6 ? * MON *)', '2026-11-28T13:00:00Z', undefined],
  ])('%s', (_, expression, now, next) => {
    expect(nextOf(expression, start, new Date(now))?.toISOString()).toBe(next);
  });
});
