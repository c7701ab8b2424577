import { describe, expect, it } from 'vitest';
import { queueName } from '../../../lambdas/tasks/delete-queue-policy/queue-url';
import { durationText, taskSummary } from '../../../lambdas/tasks/in-words';
import { privilegedTasks, type TaskName } from '../../../lambdas/tasks/registry';
import type { ReportedTarget, Resealed, TaskOutcome, TaskTarget } from '../../../lambdas/tasks/shapes';

describe('a duration', () => {
  it.each([
    [300, '5 minutes'],
    [3600, '1 hour'],
    [5400, '90 minutes'],
    [7200, '2 hours'],
    [9000, '2 hours and 30 minutes'],
    [86_400, '1 day'],
    [90_000, '1 day and 1 hour'],
    [93_600 + 1800, '1 day and 2 hours'],
    [172_800 + 600, '2 days and 10 minutes'],
  ])('of %i seconds is "%s"', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

describe('a task', () => {
  const account = { accountId: '222222222222', name: 'Payments', email: 'payments@example.com' };

  it('is named with what it is about', () => {
    const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/222222222222/jobs';
    const taskText = (task: TaskName, targets: TaskTarget[]) => privilegedTasks[task].words.command(targets);
    expect(taskText('allow-password-recovery', [account])).toContain('1 account');
    expect(taskText('delete-bucket-policy', [{ ...account, resource: 'logs' }])).toContain('bucket logs');
    expect(taskText('delete-queue-policy', [{ ...account, resource: queueUrl }])).toContain('queue jobs');
    expect(queueName()).toBe('');
  });

  const target = (outcome: TaskOutcome, sealed?: Resealed['sealed']): ReportedTarget => ({
    ...account,
    outcome,
    reason: '',
    remedy: '',
    next: [],
    ...(sealed && {
      resealed: { outcome: 'purged', reason: '', sealed, credentials: [], unknown: [] },
    }),
  });
  const summary = (targets: ReportedTarget[], resealAt?: string) =>
    taskSummary(privilegedTasks['allow-password-recovery'], targets, resealAt);

  it('is summed up in one sentence, those that need attention first', () => {
    expect(summary([target('done')])).toBe('Allow password recovery for the root user of 1 account: done.');
    expect(summary([target('done'), target('already-so'), target('done'), target('failed')])).toBe(
      'Allow password recovery for the root user of 4 accounts: 1 failed, 2 done, 1 already so.',
    );
  });

  it('says when it is taken away again, and then where that was', () => {
    expect(summary([target('done')], '2026-11-23T16:05:00.000Z')).toContain(
      ': done. A purge takes it away again from Mon, 23 Nov 2026, 16:05 UTC on.',
    );
    const sealed = [
      target('done', 'yes'),
      target('done', 'yes'),
      target('done', 'kept'),
      target('done', 'no'),
      target('done', 'unknown'),
      target('done'),
    ];
    expect(summary(sealed)).toContain(': 6 done. Taken away again in 2 of 5 accounts.');
  });
});
