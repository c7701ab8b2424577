import { HtmlValidate } from 'html-validate';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { outcomeEmail } from '../../../lambdas/mail/outcome-email';
import { approvalEmail, reminderEmail } from '../../../lambdas/mail/request-emails';
import { renderReport } from '../../../lambdas/pages/report-page';
import { reportCsv } from '../../../lambdas/report/report-csv';
import type { Plan } from '../../../lambdas/run/model';
import type { Report } from '../../../lambdas/run/report-shapes';
import { runKeys } from '../../../lambdas/run/run-keys';
import { waitingRun } from '../support/approval-run';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';

const link = 'https://approvals.example.com/runs/first-purge-2026-11-23/the-secret';
const hostile: [string, string][] = [
  ['markup', "\"><script>alert(1)</script><img src=x onerror='alert(2)'></textarea></style>"],
  ['a formula', '=HYPERLINK("https://evil.example","Click")'],
  ['line ends', `Approved.\r\n\r\nSubject: Approved\r\nhttps://evil.example/runs/x/${'a'.repeat(43)}\r\n`],
  ['control characters', 'a\u0000b\u0007c\u001b[31md\u0085e\u007f'],
  ['text that turns around', '\u202Egpj.exe\u202C \u2066hidden\u2069 \u200Fx\u061C \uFEFF\u200B'],
  ['10 KB', 'x'.repeat(10_240)],
];

/** Everything that comes from elsewhere is this text. */
function planOf(text: string): Plan {
  const failure = { call: 'iam:ListAccessKeys', error: text, message: text };
  return {
    ...plan,
    reason: text,
    accounts: plan.accounts.map((account) => ({
      ...account,
      name: text,
      email: text,
      path: text,
      joinedMethod: text,
      joinedAt: text,
      unknown: [{ kind: 'access-keys', failure }],
    })),
  };
}

function reportOf(text: string): Report {
  const decision = report.decision && { ...report.decision, name: text, comment: text };
  const accounts = report.accounts.map((account) => ({
    ...account,
    name: text,
    email: text,
    reason: text,
    remedy: text,
    remaining: account.remaining.map((credential) => ({ ...credential, why: text })),
  }));
  return { ...report, requestReason: text, decision, accounts };
}

/** What nobody can see, and what turns other text around. */
const unseen = /(?![\n\t\r])\p{Cc}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

describe.each(hostile)('%s in names, addresses, reasons and comments', (_, text) => {
  async function pages() {
    const { request, path, decide, aws } = await waitingRun(planOf(text));
    const pending = await (await request(path.ana)).text();
    await decide(path.ana, [
      ['decision', 'reject'],
      ['name', text.slice(0, 100)],
      ['comment', text.slice(0, 1000)],
    ]);
    const decided = await (await request(path.ana)).text();
    aws.objects.set(runKeys.report(plan.run, 'json'), JSON.stringify(reportOf(text)));
    const finished = await (await request(path.ana)).text();
    return { pending, decided, finished, report: renderReport(reportOf(text)) };
  }

  it('adds no element, no attribute and nothing unseen to a page', async () => {
    const harmless = await waitingRun();
    const known = parse(await (await harmless.request(harmless.path.ana)).text());
    for (const [name, html] of Object.entries(await pages())) {
      const page = parse(html);
      expect([name, page.querySelectorAll('img, iframe, object, [style], [onerror]').length]).toEqual([
        name,
        0,
      ]);
      expect([name, page.querySelectorAll('script').length]).toEqual([
        name,
        html.includes('type="module"') ? 1 : 0,
      ]);
      expect([name, unseen.test(html)]).toEqual([name, false]);
    }
    expect(known.querySelectorAll('script')).toHaveLength(1);
  });

  it('adds no line, no link and no subject to a mail', () => {
    const mails = [
      approvalEmail(planOf(text), { expiresAt: '2026-11-26T12:01:00.000Z' }, link),
      reminderEmail(planOf(text), { requestedAt: plan.plannedAt, expiresAt: plan.plannedAt }, link),
      outcomeEmail(reportOf(text), 's3://bucket/report.html'),
    ];
    const quiet = [
      approvalEmail(planOf('quiet'), { expiresAt: '2026-11-26T12:01:00.000Z' }, link),
      reminderEmail(planOf('quiet'), { requestedAt: plan.plannedAt, expiresAt: plan.plannedAt }, link),
      outcomeEmail(reportOf('quiet'), 's3://bucket/report.html'),
    ];
    const lines = (all: { message: string }[]) => all.map(({ message }) => message.split('\n').length);
    expect(lines(mails)).toEqual(lines(quiet));
    expect(mails.map(({ subject }) => subject)).toEqual(quiet.map(({ subject }) => subject));
    const links = mails.map(({ message }) => message.match(/\b(?:https?:\/\/|www\.)\S+/g));
    expect(links).toEqual([[link], [link], null]);
    for (const { message } of mails)
      expect([unseen.test(message), message.length < 40_000]).toEqual([false, true]);
  });

  it('stays in its cell of the CSV, and is no formula there', () => {
    const csv = reportCsv(reportOf(text));
    const rows = report.accounts.map(({ credentials }) => Math.max(1, credentials.length));
    expect(csv.split('\r\n')).toHaveLength(rows.reduce((sum, n) => sum + n, 2));
    expect(csv).not.toMatch(/(^|,)"?[=+\-@\t]/m);
    // Excel needs the mark at the very beginning.
    expect(unseen.test(csv.replace(/^\uFEFF/, ''))).toBe(false);
  });
});

describe('every page', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // How it is written (`checked=""`, `<meta />`) is the serializer's matter; inline style and script are hashed.
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      'no-inline-style': 'off',
      'void-style': 'off',
      'no-trailing-whitespace': 'off',
      'require-sri': 'off',
    },
  });
  const problems = async (html: string) => {
    const { results } = await validator.validateString(html);
    return results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${ruleId} ${line}: ${message}`),
    );
  };

  it.each(['pending', 'ticked', 'not decided', 'decided', 'finished', 'report', 'not found', 'expired'])(
    'is valid HTML: %s',
    async (which) => {
      const { request, path, decide, aws, clock } = await waitingRun();
      const open = async (address: string) => (await request(address)).text();
      const made: Record<string, () => Promise<string>> = {
        pending: () => open(path.ana),
        ticked: () => open(`${path.ana}?select=all`),
        'not decided': async () => (await decide(path.ana, [['decision', 'approve']])).text(),
        decided: async () => {
          await decide(path.ana, [['decision', 'reject']]);
          return open(path.ana);
        },
        finished: async () => {
          await decide(path.ana, [['decision', 'reject']]);
          aws.objects.set(runKeys.report(plan.run, 'json'), JSON.stringify(report));
          return open(path.ana);
        },
        report: async () => renderReport(report),
        'not found': () => open('/nothing'),
        expired: () => {
          clock.now = new Date('2027-01-01T00:00:00Z');
          return open(path.ana);
        },
      };
      expect(await problems((await made[which]?.()) ?? '')).toEqual([]);
    },
  );
});
