import { describe, expect, it } from 'vitest';
import { nextOf } from '../../../../cli/check/deployed/schedule';
import { checkStsRegion } from '../../../../cli/check/deployed/sts-region';

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

describe('checkRegion', () => {
  it('is yes in a Region of every account', () => {
    expect(checkStsRegion({ region: 'eu-west-1' })).toMatchObject([{ check: 'sts-region', answer: 'yes' }]);
  });

  it('is unknown in an opt-in Region, with what tells and what mends', () => {
    expect(checkStsRegion({ region: 'me-south-1' })).toEqual([
      {
        check: 'sts-region',
        needed: true,
        answer: 'unknown',
        detail: expect.stringContaining('me-south-1 is an opt-in Region'),
        fix: {
          by: 'the management account',
          command: 'aws account enable-region --region-name me-south-1 --account-id ACCOUNT_ID',
          text: expect.stringContaining('get-region-opt-status'),
        },
      },
    ]);
  });
});
