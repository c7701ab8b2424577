import { describe, expect, it } from 'vitest';
import { coverageSentence } from '../../../lambdas/report/coverage';
import type { Outcome } from '../../../lambdas/run/report-shapes';
import { memberOf } from '../support/organization';

const times = (n: number, outcome: Outcome) => Array.from({ length: n }, () => ({ outcome }));
const skipped = (...reasons: string[]) => reasons.map((why) => ({ ...memberOf('999999999999'), why }));

describe('coverageSentence', () => {
  it.each([
    [
      'counts what was not looked at as well',
      { wholeOrganization: true, skipped: skipped('management account', 'suspended', 'suspended') },
      [...times(480, 'clean'), ...times(7, 'purged'), ...times(3, 'unknown')],
      '487 of 492 member accounts hold no root credentials; 3 unknown, 2 suspended.',
    ],
    [
      'ends early where all is well, and leaves the management account out',
      { wholeOrganization: true, skipped: skipped('management account') },
      times(2, 'clean'),
      '2 of 2 member accounts hold no root credentials.',
    ],
    [
      'calls selected accounts so',
      { wholeOrganization: false, skipped: skipped('excluded', 'pending closure') },
      times(1, 'purged'),
      '1 of 3 selected accounts hold no root credentials; 1 excluded, 1 pending closure.',
    ],
    [
      'speaks of one account as of one',
      { wholeOrganization: false, skipped: [] },
      times(1, 'kept'),
      '0 of 1 selected account holds no root credentials; 1 kept.',
    ],
    [
      'counts only clean and purged as holding none',
      { wholeOrganization: true, skipped: [] },
      [...times(1, 'failed'), ...times(2, 'expired'), ...times(1, 'kept'), ...times(1, 'unknown')],
      '0 of 5 member accounts hold no root credentials; 1 failed, 2 expired, 1 kept, 1 unknown.',
    ],
    [
      'has something to say about nothing',
      { wholeOrganization: false, skipped: [] },
      [],
      '0 of 0 selected accounts hold no root credentials.',
    ],
    [
      'writes all large numbers alike',
      { wholeOrganization: true, skipped: [] },
      [...times(1200, 'clean'), ...times(1001, 'unknown')],
      '1,200 of 2,201 member accounts hold no root credentials; 1,001 unknown.',
    ],
  ])('%s', (_, accounts, reported, sentence) => {
    expect(coverageSentence(accounts, reported)).toBe(sentence);
  });
});
