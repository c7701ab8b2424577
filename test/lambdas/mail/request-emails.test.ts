import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalEmail } from '../../../lambdas/mail/request-emails';
import type { Plan, PlannedAccount } from '../../../lambdas/run/model';
import { credential } from '../support/iam';
import { memberOf } from '../support/organization';
import { expectSubjectForSns } from './subject-for-sns';

const expiresAt = '2026-11-26T12:01:00.000Z';
const link = 'https://approval.example.com/runs/run-1/the-secret';
const key = credential('access-keys', 'AKIA1');
const failure = { call: 'sts:AssumeRoot', error: 'AccessDenied', message: 'no' };

function planned(accountId: string, found: Partial<PlannedAccount> = {}): PlannedAccount {
  return { ...memberOf(accountId), credentials: [], outOfScope: [], unknown: [], ...found };
}

const plan: Plan = {
  kind: 'purge',
  run: 'run-1',
  plannedAt: '2026-11-23T12:00:00.000Z',
  mode: 'purge',
  accounts: [planned('222222222222', { credentials: [key] }), planned('333333333333')],
};

const organization = {
  id: 'o-ab12cd34ef',
  managementAccountId: '111111111111',
  managementAccountName: 'Example Corp',
};

describe('approvalEmail', () => {
  it('says what is asked, until when, and where to decide', () => {
    expect(approvalEmail({ ...plan, organization }, { expiresAt }, link)).toEqual({
      subject: 'Approve? Delete 1 root credential in 1 account',
      message: [
        'Organization: Example Corp (o-ab12cd34ef, management account 111111111111)',
        'Run:          run-1',
        '',
        'You are asked to decide on the root user credentials of member accounts in your AWS organization.',
        '',
        'What:    1 root credential in 1 account can be deleted; 2 accounts looked at.',
        'Until:   Thu, 26 Nov 2026, 12:01 UTC',
        '',
        'Look at every credential, with its age and last use, and decide here:',
        '',
        link,
        '',
        'Opening the link changes nothing. It is yours: whoever holds it can decide in your name, so do not forward it.',
        'What is deleted cannot be brought back. If nobody decides in time, nothing is deleted.',
      ].join('\n'),
    });
  });

  it('says why it is asked, and that not everything could be read', () => {
    const unread = planned('444444444444', { unknown: [{ kind: 'access-keys', failure }] });
    const accounts = [...plan.accounts, unread];
    const { message } = approvalEmail(
      { ...plan, reason: 'Nobody needs them.', accounts },
      { expiresAt },
      link,
    );
    expect(message).toContain('Why:     Nobody needs them.\n');
    expect(message).toContain('3 accounts looked at, 1 of them could not be read in full.\n');
  });

  it('has the link on a line of its own, once', () => {
    const lines = approvalEmail(plan, { expiresAt }, link).message.split('\n');
    expect(lines.filter((line) => line.includes('the-secret'))).toEqual([link]);
  });

  it('has a subject that SNS takes, whatever names and reasons are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        fc.nat(2_000),
        (name, reason, n) => {
          const [first] = plan.accounts;
          if (!first) return;
          const account = { ...first, name, credentials: Array.from({ length: n }, () => key) };
          const run = `run-${name}`;
          expectSubjectForSns(
            approvalEmail({ ...plan, run, reason, accounts: [account] }, { expiresAt }, link).subject,
          );
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
});
