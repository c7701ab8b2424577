import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import {
  formatsOf,
  headlineOf,
  linesOf,
  outcomeCountsOf,
  sentenceOf,
} from '../../../cli/terminal/report-text';
import type { Report } from '../../../lambdas/run/report-shapes';
import { taskReport } from './task-report';

const report: Report = {
  kind: 'purge',
  run: 'run-1',
  mode: 'purge',
  startedAt: '2026-11-23T10:00:00Z',
  finishedAt: '2026-11-23T10:01:00Z',
  coverage: '',
  outcomes: { clean: 0, purged: 0, kept: 0, expired: 0, failed: 0, unknown: 0, skipped: 0 },
  accounts: [],
};

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

it('says of a rehearsal first that it was one, and then what a purge would say', () => {
  expect(sentenceOf({ ...report, mode: 'rehearsal' })).toBe(
    `A rehearsal: nothing was deleted. ${sentenceOf(report)}`,
  );
});

it('wraps what it has to say of a target, but no command, which is to be pasted', () => {
  const [target] = taskReport.targets;
  if (!target) throw new Error('The report has no target.');
  const { resealed, ...without } = target;
  const next = [{ text: 'Put the policy back:', command: 'aws s3api put-bucket-policy --bucket logs' }];
  const one = { ...without, name: '', next, reason: 'eleven ends' };
  expect(linesOf({ ...taskReport, targets: [one] }, 13, createColors(false))).toEqual([
    '111122223333: done',
    '  eleven ends',
    '  1. Put the',
    '  policy',
    '  back:',
    '  aws s3api put-bucket-policy --bucket logs',
    '',
  ]);
});

it.each([
  ['SUCCEEDED', 32],
  ['FAILED', 31],
  ['TIMED_OUT', 31],
  ['ABORTED', 31],
])('is headed by %s in a colour of its own', (status, color) => {
  const ending = { status, took: 'in 1 s', happened: 'It ended.' };
  expect(headlineOf(ending, 80, createColors(true))).toEqual([
    `\u001b[1m\u001b[${color}m${status}\u001b[39m\u001b[22m in 1 s. It ended.`,
  ]);
});

it('is kept in these formats', () => {
  expect(formatsOf(taskReport)).toEqual(['html', 'json']);
  expect(formatsOf(report)).toEqual(['html', 'csv', 'json']);
});
