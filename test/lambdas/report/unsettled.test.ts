import { expect, it } from 'vitest';
import { causeOf } from '../../../lambdas/report/unsettled';

const failed = { accountId: '222222222222', outcome: 'failed', reason: 'No.', remedy: 'Mend it.' };

it.each([
  [500, 'x'.repeat(500)],
  [501, `${'x'.repeat(500)}…`],
])('the cause has a reason of %i characters shortened, and what is still open', (length, text) => {
  const long = 'x'.repeat(length);
  expect(causeOf('1 failed.', [{ ...failed, reason: long, open: long }])).toBe(
    `1 failed.\n222222222222 failed: ${text} Mend it. ${text}`,
  );
});

it('the cause names five accounts, and counts the others', () => {
  const lines = causeOf('6 failed.', Array(6).fill(failed)).split('\n');
  expect(lines.filter((line) => line === '222222222222 failed: No. Mend it.')).toHaveLength(5);
  expect(lines.slice(5)).toEqual(['222222222222 failed: No. Mend it.', '… and 1 more.']);
});
