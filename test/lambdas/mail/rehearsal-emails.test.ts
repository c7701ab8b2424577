import { describe, expect, it } from 'vitest';
import { outcomeEmail } from '../../../lambdas/mail/outcome-email';
import { approvalEmail, reminderEmail } from '../../../lambdas/mail/request-emails';
import type { Decision, Plan } from '../../../lambdas/run/model';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';

const notice = 'This is a rehearsal: nothing is deleted, whatever is decided.\n\n';
const expiresAt = '2026-11-26T12:01:00.000Z';
const asked = { requestedAt: '2026-11-23T12:01:00.000Z', expiresAt };
const rehearsal: Plan = { ...plan, mode: 'rehearsal' };

describe('the emails of a rehearsal', () => {
  it.each([
    [
      'asks',
      (of: Plan) => approvalEmail(of, { expiresAt }, 'https://link'),
      'Rehearsal: Approve? Delete 6 root credentials in 2 accounts',
    ],
    [
      'reminds',
      (of: Plan) => reminderEmail(of, asked, 'https://link'),
      'Rehearsal: Reminder: nobody has decided yet. Delete 6 root credentials in 2 accounts?',
    ],
  ])(
    'the one that %s differs from that of a purge in what it says of deleting alone',
    (_, email, subject) => {
      expect(email(rehearsal)).toEqual({
        subject,
        message:
          notice +
          email(plan)
            .message.replace('can be deleted', 'could be deleted')
            .replace('What is deleted cannot', 'In a purge, what is deleted cannot'),
      });
    },
  );

  it('fits the subject of SNS with the largest plan', () => {
    const [account] = plan.accounts;
    const accounts = Array.from({ length: 10_000 }, () => account ?? plan.accounts[0]).filter((one) => !!one);
    expect(reminderEmail({ ...rehearsal, accounts }, asked, 'https://link').subject.length).toBeLessThan(100);
  });

  const decided = report.decision;
  const decidedAt = '2026-11-23T14:05:00.000Z';
  it.each<[Decision | undefined, string]>([
    [decided, 'approved, nothing deleted'],
    [{ decision: 'EXPIRED', decidedAt }, 'expired, nobody decided in time'],
    [undefined, 'nothing deleted'],
  ])('the one that tells how it ended says so first: %j', (decision, words) => {
    const purge = outcomeEmail({ ...report, decision }, 's3://bucket/report.html');
    expect(outcomeEmail({ ...report, mode: 'rehearsal', decision }, 's3://bucket/report.html')).toEqual({
      subject: `Rehearsal: Root credential purge: ${words}, 2 need attention`,
      message: notice + purge.message,
    });
  });
});
