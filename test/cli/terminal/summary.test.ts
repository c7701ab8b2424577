import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { formatSummary, type Summary } from '../../../cli/terminal/summary';
import type { Outcome, Report, ReportedAccount } from '../../../lambdas/run/report-shapes';

import { account } from './account';
import { taskReport } from './task-report';

function reportOn(accounts: ReportedAccount[]): Report {
  const count = (outcome: Outcome) => accounts.filter((one) => one.outcome === outcome).length;
  return {
    kind: 'purge',
    run: 'run-1',
    mode: 'purge',
    startedAt: '2026-11-23T10:00:00Z',
    finishedAt: '2026-11-23T10:01:00Z',
    coverage: '2 of 3 member accounts hold no root credentials; 1 failed.',
    outcomes: {
      clean: count('clean'),
      purged: count('purged'),
      kept: count('kept'),
      expired: count('expired'),
      failed: count('failed'),
      unknown: count('unknown'),
      skipped: count('skipped'),
    },
    accounts,
  };
}

const failed = account({
  accountId: '111111111111',
  name: 'payments',
  outcome: 'failed',
  deleted: [{ kind: 'access-keys', id: 'AKIA', result: 'deleted' }],
  remaining: [{ kind: 'login-profile', id: 'login-profile', why: 'A policy denies it.' }],
  reason: 'A policy denies it.',
  remedy: 'Mend the policy, then run again; nothing that is gone already will be in the way of that.',
});

const purged = account({
  accountId: '222222222222',
  name: 'sandbox',
  outcome: 'purged',
  deleted: [
    { kind: 'access-keys', id: 'AKIA', result: 'deleted' },
    { kind: 'mfa-devices', id: 'arn', result: 'deleted' },
  ],
});

const summary: Summary = {
  report: reportOn([account(), purged, failed]),
  status: 'FAILED',
  failure: { error: 'SomeAccountsNotSettled', cause: '1 failed' },
  seconds: 4.25,
  calls: { 'iam:ListAccessKeys': 2, 'sts:AssumeRoot': 5 },
  credentialsBefore: 4,
  credentialsAfter: 1,
  reportPaths: ['/runs/run 1/report.html', '/runs/run 1/report.json', '/runs/run 1/report.csv'],
  width: 80,
  color: false,
};

it('shows the conclusion, every account, the calls and the report', () => {
  expect(formatSummary(summary)).toBe(
    `FAILED in 4.3 s. 1 root credential in 1 account. 2 of 3 member accounts hold no
root credentials; 1 failed.

ACCOUNT       NAME      OUTCOME  DELETED                     STILL THERE
------------  --------  -------  --------------------------  -----------
111111111111  payments  failed   1 access key                1 password
  Why:   A policy denies it.
  To do: Mend the policy, then run again; nothing that is gone already will be
         in the way of that.

222222222222  sandbox   purged   1 access key, 1 MFA device  none
111122223333  sandbox   clean    -                           none

Accounts     1 clean, 1 purged, 1 failed
Credentials  4 before, 1 after, as the simulator counts
AWS calls    7 in all: sts:AssumeRoot 5, iam:ListAccessKeys 2
Report       /runs/run 1/report.html
             /runs/run 1/report.json
             /runs/run 1/report.csv`,
  );
});

it('says with colours nothing that it does not say in words', () => {
  const colored = formatSummary({ ...summary, color: true });
  expect(colored).toContain('\u001b[31mfailed\u001b[39m');
  expect(stripVTControlCharacters(colored)).toBe(formatSummary(summary));
});

it('says what stopped the execution where there is no report', () => {
  expect(
    formatSummary({
      ...summary,
      report: undefined,
      failure: { error: 'InvalidInputError', cause: 'accounts[0]:\u001b[2J 12 digits' },
      calls: {},
      reportPaths: [],
    }),
  ).toBe(
    `FAILED in 4.3 s. There is no report. InvalidInputError: accounts[0]:\\u001b[2J 12
digits

Credentials  4 before, 1 after, as the simulator counts
AWS calls    none`,
  );
});

it('keeps what is wrong with the input on lines of its own', () => {
  const cause = '2 problems:\n- accounts[0]: 12 digits\n- mode: purge or audit';
  const failure = { error: 'InvalidInputError', cause };
  expect(
    formatSummary({ ...summary, report: undefined, failure })
      .split('\n')
      .slice(0, 3),
  ).toEqual([
    'FAILED in 4.3 s. There is no report. InvalidInputError: 2 problems:',
    '- accounts[0]: 12 digits',
    '- mode: purge or audit',
  ]);
});

it.each([30, 40, 60])('never cuts an account ID, not even in %i columns', (width) => {
  const text = formatSummary({ ...summary, width });
  expect(text).toContain('\n111111111111');
  expect(text).toContain('\n222222222222');
});

it('shows the report of a privileged task', () => {
  const reportPaths = ['report.html', 'report.json'];
  expect(
    formatSummary({ ...summary, report: taskReport, credentialsAfter: 4, reportPaths, width: 100 }),
  ).toBe(
    `FAILED in 4.3 s. Allow password recovery for the root user of 2 accounts: 1 done, 1 failed.

111122223333 (payments\\u001b[31m): done
  1. Open the sign-in page.
  2. Choose “Forgot your password?”.
  Sealed again: yes
  Password (login profile): there was none any more
  Access key AKIAEXAMPLE, made Fri, 2 Jan 2026, 04:04 UTC, never used: deleted

111122223333 (payments\\u001b[31m), logs: failed
  Denied.
  To do: Mend it.

Targets      1 done, 1 failed
Credentials  4 before, 4 after, as the simulator counts
AWS calls    7 in all: sts:AssumeRoot 5, iam:ListAccessKeys 2
Report       report.html
             report.json`,
  );
});

it('says what the report found where nobody could count', () => {
  const text = formatSummary({ ...summary, credentialsBefore: null, credentialsAfter: null });
  expect(text).toContain('\nCredentials  4 found, 1 left\n');
});

it.each<[Partial<Summary>, string]>([
  [{ credentialsBefore: null, credentialsAfter: null }, 'AWS calls'],
  [{ credentialsBefore: null }, 'AWS calls'],
  [{ credentialsAfter: null, calls: {} }, 'AWS calls'],
  [{ credentialsBefore: null, credentialsAfter: null, calls: {} }, ''],
])('counts no credentials and no calls where nobody could: %j', (uncounted, facts) => {
  const text = formatSummary({ ...summary, ...uncounted, report: undefined, reportPaths: [] });
  const labels = text.split('\n').slice(2);
  expect(labels.map((line) => line.slice(0, 13).trim()).join()).toBe(facts);
});

const many = (outcome: Outcome, n: number) =>
  Array.from({ length: n }, (_, index) => account({ accountId: String(index).padStart(12, '0'), outcome }));

it('only counts clean accounts where there are many', () => {
  const text = formatSummary({ ...summary, report: reportOn([...many('clean', 20), purged]) });
  expect(text.match(/^\d{12} /gm)).toEqual(['222222222222 ']);
  expect(text).toContain('20 clean, 1 purged');
});

it('lists twenty accounts that are clean, and of more than that none', () => {
  const clean = (n: number) => formatSummary({ ...summary, report: reportOn(many('clean', n)) });
  expect(clean(20).match(/^\d{12} /gm)).toHaveLength(20);
  expect(clean(21)).not.toContain('ACCOUNT');
});

it('says nothing of accounts for which there is no room but how many of each outcome they are', () => {
  const expired = many('expired', 2).map((one) => ({ ...one, reason: 'Nobody decided.' }));
  const report = reportOn([...many('failed', 40), ...expired, ...many('kept', 1)]);
  const text = formatSummary({ ...summary, report });
  expect(text).not.toContain('Nobody decided');
  expect(text).toContain('\n... and 3 more, all in the report: 2 expired, 1 kept\n');
});

it.each([50, 72, 80])('is this table in %d columns', async (width) => {
  const other = account({ ...failed, name: 'a name of more than a few columns', reason: 'why '.repeat(20) });
  const report = reportOn([failed, other, purged, account({ unknown: ['mfa-devices', 'access-keys'] })]);
  await expect(formatSummary({ ...summary, report, width })).toMatchFileSnapshot(
    `./pictures/summary-${width}.txt`,
  );
});

it('lists forty accounts and counts the others', () => {
  const accounts = [...many('purged', 30), ...many('skipped', 15), failed];
  const text = formatSummary({ ...summary, report: reportOn(accounts) });
  expect(text.match(/^\d{12} /gm)).toHaveLength(40);
  expect(text).toContain('\n... and 6 more, all in the report: 6 skipped\n');
});

it.each([72, 80, 120])('fits into %d columns, whatever the names', (width) => {
  const names = ['東京'.repeat(20), 'x'.repeat(50), '👍'.repeat(20)];
  const accounts = names.map((name) => account({ ...failed, name, unknown: ['mfa-devices'] }));
  const text = formatSummary({ ...summary, report: reportOn([...accounts, purged]), width });
  expect(text.split('\n').filter((line) => stringWidth(line) > width)).toEqual([]);
});

it.each([40, 60, 72])('shortens a name before a count, without blank lines, in %i columns', (width) => {
  const both = account({
    ...failed,
    name: 'a name of more than a few columns',
    deleted: [
      { kind: 'signing-certificates', id: 'A', result: 'deleted' },
      { kind: 'signing-certificates', id: 'B', result: 'deleted' },
      { kind: 'login-profile', id: 'login-profile', result: 'deleted' },
      { kind: 'mfa-devices', id: 'arn', result: 'deleted' },
    ],
    remaining: [{ kind: 'signing-certificates', id: 'C', why: '' }],
  });
  const text = formatSummary({ ...summary, report: reportOn([both]), width });
  const table = text.slice(text.indexOf('111111111111'), text.indexOf('  Why:'));
  const words = table.split(/\s+/);
  for (const word of ['certificates,', 'password,', 'device', 'certificate']) expect(words).toContain(word);
  expect(table).not.toContain('…');
  expect(table).not.toContain('\n\n');
});

it('does not let a name move the cursor', () => {
  const report = reportOn([account({ name: 'evil\u001b[2J\r' })]);
  expect(formatSummary({ ...summary, report })).toContain('111122223333  evil\\u001b[2J\\u000d  clean');
});
