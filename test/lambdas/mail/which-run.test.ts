import { describe, expect, it } from 'vitest';
import { outcomeEmail } from '../../../lambdas/mail/outcome-email';
import { approvalEmail, reminderEmail } from '../../../lambdas/mail/request-emails';
import { taskOutcomeEmail } from '../../../lambdas/mail/task-emails';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';
import { recoveryPlan, taskReport } from '../support/task-fixture';
import { expectSubjectForSns } from './subject-for-sns';

const organization = {
  id: 'o-ab12',
  managementAccountId: '111111111111',
  managementAccountName: 'Example Ltd. évil.example',
};
const asked = { requestedAt: '2026-11-23T12:01:00.000Z', expiresAt: '2026-11-26T12:01:00.000Z' };
const link = 'https://link';
const audit = { ...report, organization, mode: 'audit' as const, decision: undefined };

describe('a mail', () => {
  it.each([
    ['asks about a purge', approvalEmail({ ...plan, organization }, asked, link), plan.run],
    ['asks about a task', approvalEmail({ ...recoveryPlan, organization }, asked, link), recoveryPlan.run],
    ['reminds of a purge', reminderEmail({ ...plan, organization }, asked, link), plan.run],
    ['reminds of a task', reminderEmail({ ...recoveryPlan, organization }, asked, link), recoveryPlan.run],
    ['tells how a purge ended', outcomeEmail({ ...report, organization }, ''), report.run],
    ['tells what an audit found', outcomeEmail(audit, ''), report.run],
    [
      'tells how a task ended',
      taskOutcomeEmail({ ...taskReport(recoveryPlan, {}), organization }, ''),
      recoveryPlan.run,
    ],
  ])('that %s names the organization and the run before all else', (_, { subject, message }, run) => {
    const [first, second, third] = message.split('\n');
    expect(first).toBe('Organization: Example Ltd. évil[.]example (o-ab12, management account 111111111111)');
    expect([second, third]).toEqual([`Run:          ${run}`, '']);
    expectSubjectForSns(subject);
  });
});
