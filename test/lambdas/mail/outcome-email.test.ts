import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeEmail } from '../../../lambdas/mail/outcome-email';
import type { Decision } from '../../../lambdas/run/model';
import {
  outcomes as allOutcomes,
  type KnownCredential,
  type Outcome,
  type Report,
  type ReportedAccount,
} from '../../../lambdas/run/report-shapes';
import { reportedAccount } from '../support/report-fixture';
import { expectSubjectForSns } from './subject-for-sns';

const named = (n: number) => ({ accountId: `${n}`.repeat(12), name: `Account ${n}` });
const none = Object.fromEntries(allOutcomes.map((outcome) => [outcome, 0])) as Report['outcomes'];
const decided = {
  decision: 'APPROVED',
  planDigest: '',
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [{ accountId: '222222222222', kind: 'access-keys', id: 'AKIA1' }],
} satisfies Decision;
const purge: Report = {
  kind: 'purge',
  run: 'run-1',
  mode: 'purge',
  startedAt: '2026-11-23T11:58:00.000Z',
  finishedAt: '2026-11-23T14:12:00.000Z',
  decision: decided,
  coverage: '1 of 2 member accounts hold no root credentials; 1 failed.',
  outcomes: { ...none, purged: 1, failed: 1 },
  accounts: [
    reportedAccount({ ...named(3), outcome: 'failed', reason: 'AWS throttled it.' }),
    reportedAccount({ ...named(2), outcome: 'purged' }),
  ],
};
const audit: Report = { ...purge, mode: 'audit', decision: undefined };

/** An account that holds a key, used three days before, and what is known of it. */
function holding(n: number, known: Partial<KnownCredential> & { wasKnown?: boolean } = {}): ReportedAccount {
  const key = { kind: 'access-keys', id: `AKIA${n}`, createdAt: '2019-03-03T00:00:00.000Z' } as const;
  const { wasKnown = true, since = '2026-11-16T06:00:00.000Z', came = 'first-look' } = known;
  const { kind, id } = key;
  return reportedAccount({
    ...named(n),
    outcome: 'kept',
    reason: 'This was an audit: nothing is deleted.',
    remaining: [{ ...key, why: 'This was an audit: nothing is deleted.' }],
    credentials: [
      {
        ...key,
        status: 'Active',
        lastUsed: { state: 'used', at: '2026-11-20T06:00:00.000Z', service: 's3', region: 'eu-west-1' },
        inPlan: 'offered',
        decision: 'none',
      },
    ],
    sinceLast: {
      last: { run: 'audit-1', at: '2026-11-16T06:00:00.000Z' },
      found: [{ kind, id, since, came, wasKnown }],
      gone: [],
      ...(came === 'back' && { purged: { run: 'purge-1', at: '2026-10-01T06:00:00.000Z' } }),
    },
  });
}
const looked = (n: number) =>
  reportedAccount({
    ...named(n),
    sinceLast: { last: { run: 'audit-1', at: '2026-11-16T06:00:00.000Z' }, found: [], gone: [] },
  });
const auditOf = (...accounts: ReportedAccount[]): Report => ({ ...audit, accounts });
/** What comes after the organization and the run. */
const told = (message: string) => message.slice(message.indexOf('\n\n') + 2);
const firstLine = (report: Report) => told(outcomeEmail(report, '').message).split('\n')[0];

describe('the email about an audit', () => {
  it('answers first: what is new, what there is, and where, with the evidence', () => {
    const report = auditOf(holding(2), looked(3));
    expect(outcomeEmail({ ...report, coverage: '1 of 2 hold none.' }, 's3://bucket/report.html')).toEqual({
      subject: '1 root credential in 1 account (1 used in the last 90 days)',
      message: [
        'Run:          run-1',
        '',
        'Nothing new since the last report, of run audit-1 on Mon, 16 Nov 2026, 06:00 UTC.',
        '',
        '1 root credential in 1 account (1 used in the last 90 days).',
        '1 of 2 hold none.',
        '',
        '- 222222222222 Account 2: kept. This was an audit: nothing is deleted.',
        '  access key AKIA2, Active, made 3 Mar 2019 (7 years ago), last used 20 Nov 2026 (3 days ago): s3, eu-west-1, still there (since 16 Nov 2026)',
        '',
        'Decision:  none needed (audit)',
        'Outcomes:  1 purged, 1 failed',
        'Report:    s3://bucket/report.html',
      ].join('\n'),
    });
  });

  it('says so where nothing is there, and where nobody knows', () => {
    const unknown = reportedAccount({ ...named(4), outcome: 'unknown', unknown: ['access-keys'] });
    const subject = (...accounts: ReportedAccount[]) => outcomeEmail(auditOf(...accounts), '').subject;
    expect(subject(looked(2), looked(3))).toBe('Nothing found in 2 accounts');
    expect(subject(looked(2), unknown)).toBe('Nothing found in 1 account, 1 account unknown');
    expect(subject(unknown)).toBe('1 account unknown: nothing could be read in full');
  });

  it('is loudest about what is back, in the subject and in the first line', () => {
    const report = auditOf(holding(3, { came: 'back', wasKnown: false }), holding(2));
    const { subject, message } = outcomeEmail(report, '');
    expect(subject).toBe('A root credential is back in 333333333333');
    expect(told(message).split('\n')[0]).toBe(
      'BACK: access key AKIA3 in 333333333333 Account 3, made 3 Mar 2019. Run purge-1 had left the account clean on 1 Oct 2026.',
    );
  });

  it('goes on saying that something is back', () => {
    const report = auditOf(holding(3, { came: 'back', since: '2026-11-09T06:00:00.000Z' }));
    expect(outcomeEmail(report, '').subject).toMatch(/^A root credential is back in 333333333333/);
    expect(firstLine(report)).toMatch(/^BACK: .*, known since 9 Nov 2026\./);
  });

  it.each<[string, ReportedAccount, string]>([
    [
      'new',
      holding(2, { came: 'new', wasKnown: false }),
      'New: access key AKIA2 in 222222222222 Account 2, made 3 Mar 2019.',
    ],
    [
      'gone by itself',
      {
        ...looked(2),
        sinceLast: { found: [], gone: [{ kind: 'access-keys', id: 'AKIA9', since: '', came: 'new' }] },
      },
      'Gone by itself: access key AKIA9 in 222222222222 Account 2.',
    ],
    [
      'unknown for a while',
      reportedAccount({
        ...named(4),
        outcome: 'unknown',
        unknown: ['access-keys'],
        sinceLast: { found: [], gone: [], unknown: { runs: 4, since: '2026-11-02T06:00:00.000Z' } },
      }),
      'Unknown for 4 runs, since 2 Nov 2026: 444444444444 Account 4.',
    ],
    [
      'looked at by a later run',
      reportedAccount({
        ...named(5),
        sinceLast: {
          isOvertaken: true,
          last: { run: 'later', at: '2026-11-23T12:00:00.000Z' },
          found: [],
          gone: [],
        },
      }),
      'Run later has looked at 555555555555 since: what it found is newer.',
    ],
    [
      'looked at for the first time',
      reportedAccount({ ...named(6), sinceLast: { found: [], gone: [] } }),
      'This is the first report about these accounts: there is none to compare it with.',
    ],
  ])('says first what is %s', (_, account, line) => {
    expect(firstLine(auditOf(account))).toBe(line);
  });

  it('does not take what it could not compare for nothing new', () => {
    const notCompared = { call: 's3:GetObject', error: 'SlowDown', message: 'later' };
    expect(firstLine({ ...auditOf(holding(2)), notCompared })).toBe(
      'What is new is not known, because the last report could not be read (s3:GetObject: SlowDown – later).',
    );
  });

  it('does not count what somebody answers for, and says who does', () => {
    const answered = { owner: 'Payments', reason: 'A vendor signs with it', expires: '2027-01-31' };
    const account = holding(2);
    const credentials = account.credentials.map((each) => ({ ...each, exception: answered }));
    const { subject, message } = outcomeEmail(auditOf({ ...account, credentials }, looked(3)), '');
    expect(subject).toBe('Nothing found in 2 accounts');
    expect(message).toContain('kept until 2027-01-31 (Payments): A vendor signs with it');
  });
});

describe('the email about a purge', () => {
  it('says in which organization', () => {
    const organization = {
      id: 'o-ab12',
      managementAccountId: '111111111111',
      managementAccountName: 'Example',
    };
    expect(outcomeEmail({ ...purge, organization }, '').message).toContain(
      'Organization: Example (o-ab12, management account 111111111111)\nRun:          ',
    );
  });

  it('tells how it ended, and who needs attention', () => {
    expect(outcomeEmail(purge, 's3://bucket/report.html')).toEqual({
      subject: 'Root credential purge: 1 purged, 1 need attention',
      message: [
        'Run:          run-1',
        '',
        '1 of 2 member accounts hold no root credentials; 1 failed.',
        '',
        '- 333333333333 Account 3: failed. AWS throttled it.',
        '',
        'Decision:  1 credential approved by ana@example.com',
        'Outcomes:  1 purged, 1 failed',
        'Report:    s3://bucket/report.html',
        '           (your link to this run shows it, too)',
      ].join('\n'),
    });
  });

  const expired: Decision = { decision: 'EXPIRED', decidedAt: decided.decidedAt };
  const refused: Decision = { ...decided, decision: 'REJECTED', credentials: [] };
  const caught = { state: 'RequestApproval', error: 'E', cause: '' };
  const notAsked: Decision = { decision: 'NOT_ASKED', decidedAt: decided.decidedAt, caught };

  it.each<[string, Partial<Report>]>([
    ['none needed (audit)', { mode: 'audit', decision: undefined }],
    ['none needed', { decision: undefined }],
    ['refused by ana@example.com', { decision: refused }],
    ['nobody decided in time', { decision: expired }],
    ['nobody could be asked', { decision: notAsked }],
  ])('tells of the decision: %s', (words, more) => {
    expect(outcomeEmail({ ...purge, ...more }, '').message).toContain(`\nDecision:  ${words}\n`);
  });

  it.each<[Decision, string]>([
    [expired, 'expired, nobody decided in time'],
    [refused, 'refused, nothing deleted'],
    [notAsked, '1 purged'],
  ])('says in the subject how it ended: %j', (decision, words) => {
    expect(outcomeEmail({ ...purge, decision }, '').subject).toContain(`: ${words}, 1 need`);
  });

  it('says first what to do after a run that expired', () => {
    expect(firstLine({ ...purge, decision: expired })).toContain('Start a new run to be asked again.');
    expect(firstLine(purge)).toBe(purge.coverage);
  });

  it('has the reason, where one was given, and the link, where somebody was asked', () => {
    const message = (more: Partial<Report>) => outcomeEmail({ ...purge, ...more }, '').message;
    expect(message({ requestReason: 'Clean up' })).toContain('\nWhy:       Clean up\n');
    expect(message({})).not.toContain('Why:');
    expect(message({ decision: expired })).toContain('your link');
    for (const decision of [undefined, notAsked]) expect(message({ decision })).not.toContain('your link');
  });

  it('asks for no attention where nobody needs it, and tells of an account whose unknown is known', () => {
    const acknowledged = { owner: 'Payments', reason: 'Behind an SCP', expires: '2027-01-31' };
    const unknown = { outcome: 'unknown', unknown: ['access-keys'], reason: 'Denied.' } as const;
    const accounts = [
      reportedAccount({ ...named(4), ...unknown, unknown: [...unknown.unknown], acknowledged }),
    ];
    const { subject, message } = outcomeEmail({ ...purge, accounts }, '');
    expect(subject).toBe('Root credential purge: 1 purged, 0 need attention');
    expect(message).toContain(
      '- 444444444444 Account 4: unknown. Denied. Known until 2027-01-31 (Payments): Behind an SCP',
    );
  });

  it('names twenty accounts and counts the others, each reason shortened, so that a state can hold it', () => {
    const accounts = Array.from({ length: 500 }, (_, n) =>
      reportedAccount({
        accountId: `${222_222_222_000 + n}`,
        outcome: 'unknown',
        unknown: ['access-keys'],
        reason: 'x'.repeat(32_768),
      }),
    );
    const { message } = outcomeEmail({ ...purge, accounts }, '');
    expect(message.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(20);
    expect(message).toContain('\n… and 480 more.\n');
    expect(message.length).toBeLessThan(20_000);
  });
});

it('has a subject that SNS takes, whatever names and reasons are, and however much was found', () => {
  const text = fc.string({ unit: 'grapheme' });
  const outcome = fc.constantFrom<Outcome>('failed', 'unknown', 'kept');
  const isBack = fc.boolean();
  fc.assert(
    fc.property(
      text,
      text,
      fc.nat(100_000),
      outcome,
      isBack,
      fc.boolean(),
      (name, reason, purged, ended, back, asked) => {
        const known = back ? { came: 'back' as const } : {};
        const accounts = [2, 3, 4, 5].map((n) => ({ ...holding(n, known), name, reason, outcome: ended }));
        const outcomes = { ...none, purged, [ended]: 4 };
        const more = { run: name, coverage: reason, outcomes, accounts };
        expectSubjectForSns(outcomeEmail({ ...(asked ? purge : audit), ...more }, name).subject);
      },
    ),
    { numRuns: 100, seed: 1 },
  );
});
