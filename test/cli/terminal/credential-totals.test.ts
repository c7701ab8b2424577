import { describe, expect, it } from 'vitest';
import { failedFor, totalsOf } from '../../../cli/terminal/credential-totals';
import { credentialKinds } from '../../../lambdas/run/model';
import type { Report, ReportedAccount } from '../../../lambdas/run/report-shapes';
import { account } from './account';
import { taskReport } from './task-report';

const reportOn = (accounts: ReportedAccount[]): Report => ({
  kind: 'purge',
  run: 'run-1',
  mode: 'audit',
  startedAt: '2026-11-23T10:00:00Z',
  finishedAt: '2026-11-23T10:01:00Z',
  coverage: '',
  outcomes: { clean: 0, purged: 0, kept: 0, expired: 0, failed: 0, unknown: 0, skipped: 0 },
  accounts,
});
const key = (id: string) => ({ kind: 'access-keys' as const, id });
const there = (id: string) => ({ ...key(id), why: '' });

const half = account({
  deleted: [
    { ...key('A'), result: 'deleted' },
    { kind: 'mfa-devices', id: 'm', result: 'already-gone' },
  ],
  remaining: [there('B'), there('C')],
  appearedSincePlan: [key('C')],
  unknown: ['login-profile'],
});
const skipped = account({ outcome: 'skipped', unknown: [...credentialKinds] });
const none = { 'signing-certificates': 0, 'access-keys': 0, 'login-profile': 0, 'mfa-devices': 0 };

describe('totalsOf', () => {
  it('tells what was found, what is left, and where nobody knows, of every kind', () => {
    expect(totalsOf(reportOn([account(), half, skipped]))).toEqual({
      found: { ...none, 'access-keys': 2, 'mfa-devices': 1 },
      left: { ...none, 'access-keys': 2 },
      unknown: { ...none, 'login-profile': 1 },
    });
  });

  it.each([[undefined], [taskReport]])('has none where there is no report of credentials', (report) => {
    expect(totalsOf(report)).toBeNull();
  });
});

describe('failedFor', () => {
  const found = reportOn([account({ remaining: [there('A')] })]);
  const unread = reportOn([account({ unknown: ['login-profile'] })]);
  const clean = reportOn([account(), skipped]);

  it.each([
    ['what it found', credentialKinds, found, 'Exit status 2, as --fail-on found says: 1 found.'],
    ['no kind that it was not about', ['mfa-devices'], found, ''],
    [
      'what nobody could read',
      ['login-profile'],
      unread,
      'Exit status 2, as --fail-on found says: 0 found, and what could not be read.',
    ],
    [
      'a report that nobody has',
      ['access-keys'],
      undefined,
      'Exit status 2, as --fail-on found says: what was found is not known.',
    ],
    ['nothing where there is nothing', credentialKinds, clean, ''],
    ['nothing where nobody asked', [], found, ''],
  ] as const)('fails an audit for %s', (_, kinds, report, words) => {
    expect(failedFor(kinds, report)).toBe(words);
  });
});
