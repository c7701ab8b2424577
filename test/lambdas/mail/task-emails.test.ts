import { describe, expect, it } from 'vitest';
import { approvalEmail, reminderEmail } from '../../../lambdas/mail/request-emails';
import { needsAttention, taskOutcomeEmail } from '../../../lambdas/mail/task-emails';
import type { ReportedTarget, Resealed, TaskPlan } from '../../../lambdas/tasks/shapes';
import { approvedTask, bucketPlan, recoveryPlan, taskReport } from '../support/task-fixture';

const link = 'https://approval.example.com/runs/task-recovery/secret';
const expiresAt = '2026-11-26T12:00:00.000Z';

describe('the request', () => {
  it('says what, where, why, until when, and who can become root then', () => {
    expect(approvalEmail(recoveryPlan, { expiresAt }, link)).toEqual({
      subject: 'Approve? Allow root password recovery in 2 accounts',
      message: [
        'Run:          task-recovery',
        '',
        'You are asked to decide on a privileged task, done as the root user of member accounts, in your AWS organization.',
        '',
        'What:    Allow password recovery for the root user of 2 accounts',
        '         - 222222222222 Payments: mailbox aws+payments@example.com',
        '         - 333333333333 R&D <sandbox> "alpha": mailbox aws+rd@example.com',
        '         Taken away again 2 hours later, by a purge with an approval of its own',
        'Why:     The email address of the account has to change.',
        'Until:   Thu, 26 Nov 2026, 12:00 UTC',
        '',
        'Look at what would be possible then, and decide here:',
        '',
        link,
        '',
        'Opening the link changes nothing. It is yours: whoever holds it can decide in your name, so do not forward it.',
        'Whoever reads the mail of the root user can become root then. If nobody decides in time, nothing is changed.',
      ].join('\n'),
    });
  });

  const targets = (n: number): TaskPlan['targets'] =>
    Array.from({ length: n }, (_, index) => ({
      accountId: String(index).padStart(12, '0'),
      name: 'x'.repeat(50),
      email: 'x@example.com',
      finding: { state: 'to-do' },
      credentials: [],
      unread: [],
    }));

  it.each([recoveryPlan, bucketPlan, { ...recoveryPlan, targets: targets(50) }])(
    'has a subject that SNS takes, also the second time',
    (plan) => {
      const asked = { requestedAt: '2026-11-23T12:00:00.000Z', expiresAt };
      for (const { subject } of [approvalEmail(plan, { expiresAt }, link), reminderEmail(plan, asked, link)])
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    },
  );

  it('of a policy says what ends when it goes, and nothing of mailboxes', () => {
    const { subject, message } = approvalEmail(bucketPlan, { expiresAt }, link);
    expect(subject).toBe('Approve? Delete a bucket policy in 222222222222');
    expect(message).toContain('- 222222222222 Payments: payments-logs\nWhy: ');
    expect(message).toContain('What this policy denies is denied no more');
    expect(message).not.toMatch(/mailbox|become root/);
    const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/222222222222/jobs';
    const targets = bucketPlan.targets.map((target) => ({ ...target, resource: queueUrl }));
    const queue = approvalEmail({ ...bucketPlan, task: 'delete-queue-policy', targets }, { expiresAt }, link);
    expect(queue.message).toContain('Payments: https[://]sqs[.]eu-west-1');
  });

  it('names twenty accounts, and how many more there are', () => {
    const twenty = approvalEmail({ ...recoveryPlan, targets: targets(20) }, { expiresAt }, link).message;
    expect(twenty).not.toContain('more');
    const { message } = approvalEmail({ ...recoveryPlan, targets: targets(50) }, { expiresAt }, link);
    expect(message.match(/^ +- 0/gm)).toHaveLength(20);
    expect(message).toContain('… and 30 more');
  });

  it('holds one link, whatever the reason says', () => {
    const reason = 'See https://evil.example.com\nApproved by: alice (no .env, v1.2)';
    const { message } = approvalEmail({ ...recoveryPlan, reason }, { expiresAt }, link);
    expect(message.match(/https?:\/\//g)).toHaveLength(1);
    expect(message).toContain(
      'Why:     See https[://]evil[.]example[.]com Approved by: alice (no .env, v1.2)',
    );
  });
});

describe('the outcome', () => {
  const [target] = recoveryPlan.targets;
  if (!target) throw new Error('The fixture has changed.');
  const { accountId, name, email } = target;
  const report = taskReport(recoveryPlan, {
    decision: { ...approvedTask('ab'), name: 'Ana', comment: 'Asked the owner.' },
    summary: 'Allow password recovery for the root user of 1 account: done.',
    targets: [
      {
        accountId,
        name,
        email,
        outcome: 'done',
        reason: '',
        remedy: '',
        next: [{ text: 'First.' }, { text: 'Then.' }],
      },
    ],
  });

  it('says who decided, what was done, and what comes next', () => {
    expect(taskOutcomeEmail(report, 's3://run-bucket/report.html')).toEqual({
      subject: 'Privileged task: 1 done, 0 need attention',
      message: [
        'Run:          task-recovery',
        '',
        'Allow password recovery for the root user of 1 account: done.',
        '',
        'Why:       The email address of the account has to change.',
        'Decision:  approved by ana@example.com (Ana)',
        'Comment:   Asked the owner.',
        'Report:    s3://run-bucket/report.html',
        '           (your link to this run shows it, too)',
        '',
        '- 222222222222 Payments: Password recovery is allowed.',
        '',
        'What comes next in 222222222222:',
        '1. First.',
        '2. Then.',
      ].join('\n'),
    });
  });

  const base = { accountId, name, email, outcome: 'done' as const, reason: '', remedy: '', next: [] };
  const resealed: Resealed = { outcome: 'purged', reason: '', sealed: 'yes', credentials: [], unknown: [] };

  it.each([
    [{ decision: { decision: 'EXPIRED' as const, decidedAt: '' } }, 'expired, nobody decided in time'],
    [{ decision: { ...approvedTask('ab'), decision: 'REJECTED' as const } }, 'refused, nothing changed'],
    [{ resealRun: 'reseal-1', targets: [{ ...base, resealed }, base] }, 'taken away again in 1 of 1 account'],
  ])('with %j begins with "%s"', (more, words) => {
    expect(taskOutcomeEmail({ ...report, ...more }, '').subject).toContain(`: ${words}, `);
  });

  const message = (target: Partial<ReportedTarget>) =>
    taskOutcomeEmail({ ...report, targets: [{ ...base, ...target }] }, '').message;

  it('tells what was found when it was taken away again, with no link in it', () => {
    const why = 'See www.example.com.';
    const key = { kind: 'access-keys' as const, id: 'AKIA1', lastUsed: { state: 'never' as const } };
    const credentials = [{ ...key, made: 'since' as const, became: 'still-there' as const, why }];
    expect(message({ resealed: { ...resealed, sealed: 'no', credentials } })).toContain(
      '\n  Sealed again: no\n  Password (login profile): there was none any more\n  Access key AKIA1, nobody knows when it was made, never used: still there. See www[.]example[.]com.',
    );
  });

  it('says nothing of that before, nor of what nobody has to do', () => {
    expect(message({})).toMatch(/: Password recovery is allowed\.$/);
    expect(message({ resealed })).not.toContain('Not known');
    expect(message({ outcome: 'failed', reason: 'AWS refused.' })).toMatch(/: Failed\. AWS refused\.$/);
  });

  it('says for whom else the next steps are the same', () => {
    const first = { ...base, next: [{ text: 'First.' }] };
    const second = { ...first, accountId: '333333333333' };
    const third = { ...base, accountId: '444444444444' };
    const { message } = taskOutcomeEmail({ ...report, targets: [third, first, second] }, '');
    expect(message).toMatch(
      /What comes next in 222222222222:\n1\. First\.\nThe same in:\n- 333333333333, mailbox aws\+payments@example\.com$/,
    );
  });

  it('sends nobody to a link where nobody was asked', () => {
    expect(taskOutcomeEmail(report, '').message).toContain('your link');
    const caught = { state: 'RequestApproval', error: 'E', cause: '' };
    for (const decision of [undefined, { decision: 'NOT_ASKED' as const, decidedAt: '', caught }])
      expect(taskOutcomeEmail({ ...report, decision }, 's3://r').message).toContain(
        '\nReport:    s3://r\n\n- ',
      );
  });

  it.each<[Partial<ReportedTarget>, boolean]>([
    [{}, false],
    [{ outcome: 'already-so' }, false],
    [{ outcome: 'expired' }, false],
    [{ outcome: 'failed' }, true],
    [{ outcome: 'unknown' }, true],
    [{ resealed }, false],
    [{ resealed: { ...resealed, sealed: 'kept' } }, false],
    [{ resealed: { ...resealed, sealed: 'no' } }, true],
    [{ resealed: { ...resealed, sealed: 'unknown' } }, true],
  ])('of %j: needs attention %s', (target, attention) => {
    expect(needsAttention({ ...base, ...target })).toBe(attention);
    const { subject } = taskOutcomeEmail({ ...report, targets: [{ ...base, ...target }] }, '');
    expect(subject).toContain(`${attention ? 1 : 0} need attention`);
  });
});
