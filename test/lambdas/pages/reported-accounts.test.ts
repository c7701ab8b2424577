import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../../lambdas/pages/report-page';
import type { ReportedAccount } from '../../../lambdas/run/report-shapes';
import { report, reportedAccount } from '../support/report-fixture';

/** The terms of an account's card, each with what it says. */
function cardOf(changes: Partial<ReportedAccount>): Record<string, string | undefined> {
  const accounts = [reportedAccount({ outcome: 'failed', ...changes })];
  const card = parse(renderReport({ ...report, accounts })).querySelector('article');
  const [terms = [], details = []] = ['dt', 'dd'].map((tag) =>
    card?.querySelectorAll(tag).map(({ text }) => text.replace(/\s+/g, ' ').trim()),
  );
  const reason = card?.querySelector('p.pre')?.text;
  return Object.fromEntries([
    ...(reason ? [['', reason]] : []),
    ...terms.map((term, i) => [term, details[i]]),
  ]);
}

describe('the card of a reported account', () => {
  it.each<[Partial<ReportedAccount>, Record<string, string>]>([
    [{}, {}],
    [{ reason: 'IAM said no.' }, { '': 'IAM said no.' }],
    [{ remedy: 'Run again.' }, { 'What to do': 'Run again.' }],
    [
      {
        deleted: [
          { kind: 'login-profile', id: 'login-profile', result: 'deleted' },
          { kind: 'access-keys', id: 'AKIA1', result: 'already-gone' },
        ],
      },
      { Deleted: 'Password (login profile) Access key AKIA1 – was already gone' },
    ],
    [
      { remaining: [{ kind: 'mfa-devices', id: 'GAHT1', why: 'not approved' }] },
      { 'Still there': 'MFA device GAHT1 – not approved' },
    ],
    [
      {
        reason: 'ana@example.com kept it.',
        remaining: [
          { kind: 'login-profile', id: 'login-profile', why: 'ana@example.com kept it.' },
          { kind: 'access-keys', id: 'AKIA2', why: 'not asked for' },
        ],
      },
      {
        '': 'ana@example.com kept it.',
        'Still there': 'Password (login profile) Access key AKIA2 – not asked for',
      },
    ],
    [
      { appearedSincePlan: [{ kind: 'signing-certificates', id: 'C1' }] },
      {
        'Appeared since the plan': 'Signing certificate C1 – nobody approved it, so it was left alone',
      },
    ],
    [{ unknown: ['access-keys', 'mfa-devices'] }, { 'Not known': 'access keys, MFA devices' }],
  ])('says what there is to say, and no more: %j', (changes, said) => {
    expect(cardOf(changes)).toEqual(said);
  });

  it('is a row for the clean ones, with the reason where one of them has one', () => {
    const rowsOf = (...reasons: string[]) =>
      parse(
        renderReport({
          ...report,
          accounts: reasons.map((reason) => reportedAccount({ outcome: 'skipped', reason })),
        }),
      )
        .querySelectorAll('th:last-child, td:last-child')
        .map(({ text }) => text);
    expect(rowsOf('', '')).toEqual(['Email', 'aws+log-archive@example.com', 'aws+log-archive@example.com']);
    expect(rowsOf('', 'excluded')).toEqual(['Why', '', 'excluded']);
  });
});
