import { describe, expect, it } from 'vitest';
import type { PurgeRun } from '../../../cli/verify/purge-run';
import { decided, findings, key, plannedAs, purged, reported, skipping, whole } from './support/purge-record';

describe('an outcome', () => {
  it.each<[string, PurgeRun, string]>([
    [
      'kept, and nothing remains',
      reported({ outcome: 'kept' }),
      'fails: 222222222222 is kept, and nothing remains in it.',
    ],
    ['kept', reported({ outcome: 'kept', remaining: [{ ...key, why: 'kept' }] }), 'holds: '],
    [
      'expired, and it did not',
      reported({ outcome: 'expired' }),
      'fails: 222222222222 is expired, and the approval did not expire.',
    ],
    [
      'unknown, and nothing is',
      reported({ outcome: 'unknown' }),
      'fails: 222222222222 is unknown, and everything was read.',
    ],
    ['unknown', reported({ outcome: 'unknown', unknown: ['access-keys'] }), 'holds: '],
    ['failed', reported({ outcome: 'failed' }), 'holds: '],
    [
      'clean, and it is in no plan',
      { ...reported({ outcome: 'clean' }), plan: undefined },
      'fails: 222222222222 is clean, and it is in no plan. 333333333333 is clean, and it is in no plan.',
    ],
    [
      'clean, and something out of scope was found',
      { ...reported({ outcome: 'clean' }), plan: plannedAs({ credentials: [], outOfScope: [key] }).plan },
      'fails: 222222222222 is clean, and the plan found credentials in it.',
    ],
    [
      'clean, and a kind was not read',
      {
        ...reported({ outcome: 'clean' }),
        plan: plannedAs({
          credentials: [],
          unknown: [{ kind: 'access-keys', failure: { call: '', error: '', message: '' } }],
        }).plan,
      },
      'fails: 222222222222 is clean, and not all four kinds were read.',
    ],
    [
      'purged, and nobody looked again',
      { ...whole, results: undefined },
      'fails: 222222222222 is purged, and nobody looked again.',
    ],
    ['skipped', skipping([purged], 'skipped'), 'holds: '],
    [
      'not skipped, and left out',
      skipping([purged], 'purged'),
      'fails: 222222222222 is purged, and accounts.json leaves it out.',
    ],
    ['of nobody knows whom', { ...whole, accounts: undefined }, 'holds: '],
  ])('%s', (_, run, says) => {
    expect(findings(run, 'outcomes')).toBe(says);
  });

  it('expired, where the approval did', () => {
    const run = { ...reported({ outcome: 'expired' }), ...decided({ decision: 'EXPIRED', decidedAt: '' }) };
    expect(findings({ ...run, report: reported({ outcome: 'expired' }).report }, 'outcomes')).toBe('holds: ');
  });
});
