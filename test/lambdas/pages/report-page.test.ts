import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { hashSource } from '../../../lambdas/pages/hash-source';
import { renderReport } from '../../../lambdas/pages/report-page';
import type { Report, ReportedAccount } from '../../../lambdas/run/report-shapes';
import { report, reportedAccount } from '../support/report-fixture';

describe('the report page', () => {
  it('has the coverage as its headline', () => {
    const page = parse(renderReport(report));
    expect(page.querySelector('h1')?.text).toBe(report.coverage);
  });

  it('shows every account once, those that need attention first', () => {
    const page = parse(renderReport(report));
    expect(page.querySelectorAll('h2').map((heading) => heading.text)).toEqual([
      'Failed: 1 account',
      'Unknown: 1 account',
      'Kept: 1 account',
      'Purged: 1 account',
      'Clean: 2 accounts',
      'Skipped: 1 account',
    ]);
    const ids = [...page.querySelectorAll('.outcome .id code'), ...page.querySelectorAll('td:first-child')];
    expect(ids.map(({ text }) => text).sort()).toEqual(
      report.accounts.map(({ accountId }) => accountId).sort(),
    );
  });

  it('draws how many ended how, to scale, and says it in numbers', () => {
    const page = parse(renderReport(report));
    expect(page.querySelectorAll('.legend li').map(({ text }) => text)).toEqual([
      '1 failed',
      '1 unknown',
      '1 kept',
      '1 purged',
      '2 clean',
      '1 skipped',
    ]);
    const bars = page.querySelectorAll('.bar rect').map(({ attributes }) => attributes);
    expect(bars.map((bar) => [bar.class, bar.x, bar.width])).toEqual([
      ['failed', '0.000', '14.286'],
      ['unknown', '14.286', '14.286'],
      ['kept', '28.571', '14.286'],
      ['purged', '42.857', '14.286'],
      ['clean', '57.143', '28.571'],
      ['skipped', '85.714', '14.286'],
    ]);
  });

  it('leads from each number to its accounts', () => {
    const page = parse(renderReport(report));
    const links = page.querySelectorAll('.legend a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#failed', '#unknown', '#kept', '#purged', '#clean', '#skipped']);
    const headings = links.map((link = '') => page.querySelectorAll(link).map(({ tagName }) => tagName));
    expect(headings).toEqual(Array(6).fill(['H2']));
  });

  it('adds up what was deleted and what is still there', () => {
    const [purged, failed, unknown, ...others] = report.accounts;
    const totals = (...accounts: (ReportedAccount | undefined)[]) => {
      const page = parse(
        renderReport({ ...report, accounts: accounts.filter((each) => each !== undefined) }),
      );
      const [terms, facts] = ['dt', 'dd'].map((tag) =>
        page.querySelectorAll(`h1 ~ .facts ${tag}`).map(({ text }) => text),
      );
      return Object.fromEntries(
        ['Deleted', 'Still there'].map((term) => [term, facts?.[terms?.indexOf(term) ?? -1]]),
      );
    };
    expect(totals(purged, failed, unknown, ...others)).toEqual({
      Deleted: '2 credentials; 1 was already gone',
      'Still there': '3 credentials; 1 account could not be read in full',
    });
    expect(totals(purged, purged, unknown, unknown)).toEqual({
      Deleted: '2 credentials; 2 were already gone',
      'Still there': '0 credentials; 2 accounts could not be read in full',
    });
    expect(totals(failed)).toEqual({ Deleted: '1 credential', 'Still there': '2 credentials' });
  });

  it('answers an auditor before the first account: who, what, when, by whose leave, and how to check it', () => {
    const page = parse(renderReport({ ...report, signedWith: 'arn:aws:kms:eu-west-1:111111111111:key/1' }));
    const [terms = [], facts = []] = ['dt', 'dd'].map((tag) =>
      page.querySelectorAll(`h1 ~ .facts ${tag}`).map(({ text }) => text.replace(/\s+/g, ' ').trim()),
    );
    expect(Object.fromEntries(terms.map((term, index) => [term, facts[index]]))).toEqual({
      Accounts: '7, each of them below, once; 1 of them left out, each with the reason',
      Deleted: '2 credentials; 1 was already gone',
      'Still there': '3 credentials; 1 account could not be read in full',
      Run: 'first-purge-2026-11-23',
      'Reason given': 'Centralized root access is on; nobody should sign in as root any more.',
      'Started by':
        'Said: arn:aws:sts::111111111111:assumed-role/SecurityAdmin/mia (anybody who may start a run can say anything) CloudTrail: arn:aws:sts::111111111111:assumed-role/SecurityAdmin/mia, Mon, 23 Nov 2026, 11:58 UTC, from 203.0.113.9 (event e-1)',
      Organization: 'o-a1b2c3d4e5, of the management account 111111111111',
      Execution:
        'arn:aws:states:eu-west-1:111111111111:execution:PurgeWorkflow:first-purge-2026-11-23, by version 1.2.3 of this app',
      Asked:
        'ana@example.com, ben@example.com, Mon, 23 Nov 2026, 12:01 UTC, until Thu, 26 Nov 2026, 12:01 UTC',
      Started: 'Mon, 23 Nov 2026, 11:58 UTC',
      Finished: 'Mon, 23 Nov 2026, 14:12 UTC',
      Evidence:
        'What the root users held was read before Mon, 23 Nov 2026, 12:00 UTC: below, of each credential when it was created and last used. Where something was to be deleted, it was read again afterwards.',
      Decision: 'Approved: 1 credential in 1 account',
      'Decided by': 'ana@example.com (whoever held the link sent to this address)',
      Decided: 'Mon, 23 Nov 2026, 14:05 UTC, from 203.0.113.7',
      Comment: 'Checked with the payments team.',
      Plan: `SHA-256 ${'ab'.repeat(32)}`,
      'Decision file': `SHA-256 ${'cd'.repeat(32)}`,
      'To check this':
        'The digest of this file is in SHA256SUMS beside it, signed with arn:aws:kms:eu-west-1:111111111111:key/1 in report.jws; npx root-purge verify with the folder of the run compares it with what was read, decided and done.',
    });
  });

  it('says of each credential on what evidence it was judged, and when it went by which request', () => {
    const purged = parse(renderReport(report)).querySelector('.purged.outcome');
    expect(purged?.querySelectorAll('.record').map(({ text }) => text)).toEqual([
      'created 11 Feb 2019; last used 11 Nov 2026 (12 days ago); deleted 2026-11-23 14:06:10 UTC; request 7d1c5e9e-0a83-4c3e-9b8b-2f4f4f3d8a11',
      'created 11 Feb 2019; found gone 2026-11-23 14:06:10 UTC',
    ]);
    expect(purged?.structuredText).toContain('Looked again');
  });

  it('keeps clean and skipped accounts folded', () => {
    const page = parse(renderReport(report));
    expect(page.querySelectorAll('details').map((group) => group.hasAttribute('open'))).toEqual([
      false,
      false,
    ]);
  });

  it('tells what was deleted, what is left and why, what appeared, and what to do', () => {
    const page = parse(renderReport(report));
    const text = page.querySelector('.failed.outcome')?.structuredText ?? '';
    expect(text).toContain('Signing certificate TA7SMP42TDN5Z26OBPJE7EXAMPLE');
    expect(text).toContain('Access key AKIAIOSFODNN7EXAMPLE – IAM answered ServiceFailure');
    expect(text).toContain('nobody approved it, so it was left alone');
    expect(text).toContain('look at the log of this function');
  });

  it('allows its own style sheet and loads nothing', () => {
    const page = parse(renderReport(report));
    const css = page.querySelector('style')?.innerHTML ?? '';
    const policy = page.querySelector('meta[http-equiv]')?.getAttribute('content');
    expect(policy).toBe(
      `default-src 'none'; style-src ${hashSource(css)}; base-uri 'none'; form-action 'none'`,
    );
    expect(page.querySelectorAll('script, link, img, iframe, [style]')).toEqual([]);
  });

  it('is all text where AWS or a person wrote markup', () => {
    const hostile = '"><script>alert(1)</script>';
    const account = reportedAccount({
      outcome: 'failed',
      name: hostile,
      email: hostile,
      reason: hostile,
      remedy: hostile,
      remaining: [{ kind: 'access-keys', id: hostile, why: hostile }],
    });
    const html = renderReport({ ...report, requestReason: hostile, accounts: [account] });
    expect(parse(html).querySelectorAll('script')).toEqual([]);
  });

  it('says what was asked for, and why', () => {
    const facts = (shown: Report) => parse(renderReport(shown)).querySelector('.facts')?.structuredText;
    expect(facts(report)).toContain(report.requestReason);
    expect(facts(report)).not.toContain('audit');
    const audit = facts({ ...report, mode: 'audit', requestReason: undefined });
    expect(audit).toContain('(audit: nothing is deleted)');
    expect(audit).toMatch(/Reason given\s+none/);
  });

  const decidedAt = '2026-11-23T14:05:00.000Z';
  const caught = { state: 'RequestApproval', error: 'NoApproverConfirmedError', cause: '' };
  it.each<[Partial<Report>, string]>([
    [{ decision: undefined }, 'None: there was nothing to approve.'],
    [{ decision: undefined, mode: 'audit' }, 'None: an audit asks nobody.'],
    [{ decision: { decision: 'EXPIRED', decidedAt } }, 'Expired: nobody decided in time'],
    [{ decision: { decision: 'NOT_ASKED', decidedAt, caught } }, 'Nobody could be asked'],
  ])('says why nobody decided: %j', (difference, text) => {
    expect(renderReport({ ...report, ...difference })).toContain(text);
  });

  it('stays small with 5,000 clean accounts', () => {
    const accounts = Array.from({ length: 5000 }, (_, index) =>
      reportedAccount({ accountId: String(100_000_000_000 + index), name: `Account ${index}` }),
    );
    expect(renderReport({ ...report, accounts }).length).toBeLessThan(1_000_000);
  });
});
