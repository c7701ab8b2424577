import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { linesOf, outcomeCountsOf } from '../../../cli/terminal/report-text';
import { taskReport } from './task-report';

describe('the report of a task', () => {
  it('says for each target how it went, what comes next, and what was made meanwhile', () => {
    expect(linesOf(taskReport, 100, createColors(false))).toEqual([
      '111122223333 (payments\\u001b[31m): done',
      '  1. Open the sign-in page.',
      '  2. Choose “Forgot your password?”.',
      '  Sealed again: yes',
      '  Password (login profile): there was none any more',
      '  Access key AKIAEXAMPLE, made Fri, 2 Jan 2026, 04:04 UTC, never used: deleted',
      '',
      '111122223333 (payments\\u001b[31m), logs: failed',
      '  Denied.',
      '  To do: Mend it.',
      '',
    ]);
    expect(outcomeCountsOf(taskReport)).toBe('1 done, 1 failed');
  });
});
