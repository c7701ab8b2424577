import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { formatConclusion } from '../../cli/executions/conclusion';
import { countsOf, linesOf } from '../../cli/executions/report-text';
import type { TaskReport } from '../../lambdas/shared/task-model';

const account = { accountId: '111122223333', name: 'payments\u001b[31m', email: 'payments@example.com' };
const report: TaskReport = {
  run: 'task-recovery',
  task: 'allow-password-recovery',
  requestReason: 'Needed once',
  startedAt: '2026-01-02T03:04:05.000Z',
  finishedAt: '2026-01-02T06:04:05.000Z',
  summary: 'Allow password recovery for the root user of 2 accounts: 1 done, 1 failed.',
  outcomes: { done: 1, 'already-so': 0, refused: 0, expired: 0, failed: 1, unknown: 0 },
  targets: [
    {
      ...account,
      outcome: 'done',
      reason: '',
      remedy: '',
      next: ['Open the sign-in page.', 'Choose “Forgot your password?”.'],
      resealed: {
        outcome: 'purged',
        reason: '',
        password: { state: 'present', lastUsed: { state: 'never' } },
        appeared: [{ accountId: account.accountId, kind: 'access-keys', id: 'AKIAEXAMPLE' }],
        unknown: [],
      },
    },
    { ...account, bucket: 'logs', outcome: 'failed', reason: 'Denied.', remedy: 'Mend it.', next: [] },
  ],
};
const execution = {
  executionArn: 'arn:e',
  name: 'recovery',
  stateMachineArn: 'arn:m',
  status: 'FAILED' as const,
  startDate: new Date(0),
  stopDate: new Date(90_000),
  dataIsHidden: false,
};

describe('the report of a task', () => {
  it('says for each target how it went, what comes next, and what was made meanwhile', () => {
    expect(linesOf(report, 100, createColors(false))).toEqual([
      '111122223333 (payments\\u001b[31m): done',
      '  1. Open the sign-in page.',
      '  2. Choose “Forgot your password?”.',
      '  Sealed again: purged',
      '  Password: there, never used',
      '  Made meanwhile: access key AKIAEXAMPLE',
      '',
      '111122223333 (payments\\u001b[31m), logs: failed',
      '  Denied.',
      '  To do: Mend it.',
      '',
    ]);
    expect(countsOf(report)).toBe('1 done, 1 failed');
  });
});

describe('formatConclusion', () => {
  it('ends with where the report is', () => {
    const objects = { bucket: 'runs', run: 'task-recovery' };
    const text = formatConclusion({ execution, report: { known: true, value: report }, objects }, 100, false);
    expect(text).toMatch(/^FAILED after 2 min\. Allow password recovery for .*: 1 done, 1 failed\.\n/);
    expect(text).toContain('(also .json)\nFetch it  aws s3 cp s3://runs/runs/task-recovery/report.html .');
  });

  it.each([
    [
      'the error, where there is no report',
      { error: 'InvalidInputError', cause: '{"errorMessage":"Not valid.\\n- accounts: wrong\\u001b"}' },
      { known: true as const, value: undefined },
      'FAILED after 2 min. There is no report. InvalidInputError: Not valid.\n- accounts: wrong\\u001b',
    ],
    [
      'that the error is hidden',
      { dataIsHidden: true },
      { known: true as const, value: undefined },
      'FAILED after 2 min. There is no report. Why is not known: the execution data needs kms:Decrypt.',
    ],
    [
      'why the report cannot be read',
      { error: 'SomeAccountsNotSettled', cause: '2 failed' },
      { known: false as const, why: 'denied', permission: 's3:GetObject' },
      'FAILED after 2 min. SomeAccountsNotSettled: 2 failed The report cannot be read: denied (needs s3:GetObject).',
    ],
  ])('says %s', (_, more, found, text) => {
    const conclusion = { execution: { ...execution, ...more }, report: found, objects: { run: 'recovery' } };
    expect(formatConclusion(conclusion, 200, false)).toBe(text);
  });
});
