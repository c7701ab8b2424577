import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalEmail, outcomeEmail, shortened } from '../../../lambdas/mail/emails';
import type {
  Decision,
  Outcome,
  Plan,
  PlannedAccount,
  Report,
  ReportedAccount,
} from '../../../lambdas/run/model';
import { credential } from '../support/iam';
import { memberOf } from '../support/organization';

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

function reported(accountId: string, outcome: Outcome, reason = ''): ReportedAccount {
  const nothing = {
    credentials: [],
    deleted: [],
    remaining: [],
    appearedSincePlan: [],
    unknown: [],
    remedy: '',
  };
  return { ...memberOf(accountId), ...nothing, outcome, reason };
}

const counts = { clean: 0, purged: 0, kept: 0, expired: 0, failed: 0, unknown: 0, skipped: 0 };
const report: Report = {
  kind: 'purge',
  run: 'run-1',
  mode: 'purge',
  startedAt: '2026-11-23T11:58:00.000Z',
  finishedAt: '2026-11-23T14:12:00.000Z',
  coverage: '1 of 2 member accounts hold no root credentials; 1 failed.',
  outcomes: { ...counts, purged: 1, failed: 1 },
  accounts: [reported('222222222222', 'purged'), reported('333333333333', 'failed', 'AWS throttled it.')],
};
const decided = {
  planDigest: '',
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [{ accountId: '222222222222', kind: 'access-keys', id: 'AKIA1' }],
} as const;

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (`Subject`) */
function expectSubjectForSns(subject: string): void {
  expect(subject).toMatch(/^[\x21-\x7e][\x20-\x7e]*$/);
  expect(subject.length).toBeLessThan(100);
}

const organization = {
  id: 'o-ab12cd34ef',
  managementAccountId: '111111111111',
  managementAccountName: 'Example Corp',
};

describe('approvalEmail', () => {
  it('says what is asked, until when, and where to decide', () => {
    expect(approvalEmail({ ...plan, organization }, expiresAt, link)).toEqual({
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
    const { message } = approvalEmail({ ...plan, reason: 'Nobody needs them.', accounts }, expiresAt, link);
    expect(message).toContain('Why:     Nobody needs them.\n');
    expect(message).toContain('3 accounts looked at, 1 of them could not be read in full.\n');
  });

  it('has the link on a line of its own, once', () => {
    const lines = approvalEmail(plan, expiresAt, link).message.split('\n');
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
            approvalEmail({ ...plan, run, reason, accounts: [account] }, expiresAt, link).subject,
          );
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe('outcomeEmail', () => {
  it('tells how it ended, and who needs attention', () => {
    const decision: Decision = { ...decided, decision: 'APPROVED', credentials: [...decided.credentials] };
    expect(outcomeEmail({ ...report, decision }, 's3://bucket/report.html')).toEqual({
      subject: 'Root credential purge: 1 purged, 1 need attention',
      message: [
        'Run:          run-1',
        '',
        '1 of 2 member accounts hold no root credentials; 1 failed.',
        '',
        'Decision:  1 credential approved by ana@example.com',
        'Outcomes:  1 purged, 1 failed',
        'Report:    s3://bucket/report.html',
        '           (your link to this run shows it, too)',
        '',
        'These accounts need attention:',
        '- 333333333333 Account 3: failed. AWS throttled it.',
      ].join('\n'),
    });
  });

  it.each<[string, Partial<Report>]>([
    ['none needed (audit)', { mode: 'audit' }],
    ['none needed', {}],
    ['refused by ana@example.com', { decision: { ...decided, decision: 'REJECTED', credentials: [] } }],
    ['nobody decided in time', { decision: { decision: 'EXPIRED', decidedAt: decided.decidedAt } }],
    [
      'nobody could be asked',
      {
        decision: {
          decision: 'NOT_ASKED',
          decidedAt: decided.decidedAt,
          caught: { state: 'RequestApproval', error: 'E', cause: '' },
        },
      },
    ],
  ])('tells of the decision: %s', (words, more) => {
    expect(outcomeEmail({ ...report, ...more }, '').message).toContain(`\nDecision:  ${words}\n`);
  });

  const expired: Decision = { decision: 'EXPIRED', decidedAt: decided.decidedAt };
  const caught = { state: 'RequestApproval', error: 'E', cause: '' };
  const notAsked: Decision = { decision: 'NOT_ASKED', decidedAt: decided.decidedAt, caught };

  it.each<[Decision, string]>([
    [expired, 'expired, nobody decided in time'],
    [{ ...decided, decision: 'REJECTED', credentials: [] }, 'refused, nothing deleted'],
    [notAsked, '1 purged'],
  ])('says in the subject how it ended: %j', (decision, words) => {
    expect(outcomeEmail({ ...report, decision }, '').subject).toContain(`: ${words}, 1 need`);
  });

  it('says at once what to do after a run that expired', () => {
    const first = (decision?: Decision) => outcomeEmail({ ...report, decision }, '').message.split('\n')[2];
    expect(first(expired)).toContain('Start a new run to be asked again.');
    expect(first()).toBe(report.coverage);
  });

  it('has the reason, where one was given, and the link, where somebody was asked', () => {
    const message = (more: Partial<Report>) => outcomeEmail({ ...report, ...more }, '').message;
    expect(message({ requestReason: 'Clean up' })).toContain('\nWhy:       Clean up\n');
    expect(message({})).not.toContain('Why:');
    expect(message({ decision: expired })).toContain('your link');
    for (const decision of [undefined, notAsked]) expect(message({ decision })).not.toContain('your link');
    expect(message({}).split('\n')).toHaveLength(10);
  });

  it('says nothing about attention where nobody needs it', () => {
    const accounts = [reported('222222222222', 'purged'), reported('333333333333', 'kept', 'Kept.')];
    const { subject, message } = outcomeEmail({ ...report, accounts }, '');
    expect(subject).toBe('Root credential purge: 1 purged, 0 need attention');
    expect(message.split('\n').at(-1)).toMatch(/^Report: /);
  });

  it.each([
    [500, 'x'.repeat(500)],
    [501, `${'x'.repeat(500)}…`],
  ])('shortens a text of %i characters', (length, text) => {
    expect(shortened('x'.repeat(length))).toBe(text);
  });

  it('names twenty accounts and counts the others, each reason shortened, so that a state can hold it', () => {
    const accounts = Array.from({ length: 500 }, (_, n) =>
      reported(`${222_222_222_000 + n}`, 'unknown', 'x'.repeat(32_768)),
    );
    const { message } = outcomeEmail({ ...report, accounts }, '');
    expect(message.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(20);
    expect(message.split('\n').at(-1)).toBe('… and 480 more.');
    expect(message.length).toBeLessThan(20_000);
  });

  it('has a subject that SNS takes, whatever names and reasons are', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        text,
        text,
        fc.nat(100_000),
        fc.constantFrom<Outcome>('failed', 'unknown'),
        (name, reason, purged, outcome) => {
          const accounts = [{ ...reported('222222222222', outcome, reason), name }];
          const outcomes = { ...counts, purged, [outcome]: 1 };
          expectSubjectForSns(
            outcomeEmail({ ...report, run: name, coverage: reason, outcomes, accounts }, name).subject,
          );
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
});
