import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../../lambdas/pages/report-page';
import type { Mode, Plan } from '../../../lambdas/run/model';
import { runKeys } from '../../../lambdas/run/run-keys';
import { waitingRun } from '../support/approval-run';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';

type Run = Awaited<ReturnType<typeof waitingRun>>;
const notice = 'This is a rehearsal: nothing is deleted, whatever is decided.';
/** What a page must not say of a rehearsal: that something goes. */
const deleting =
  /cannot be undone|are deleted|(?<![Nn]othing (unseen )?)is deleted|being deleted|accounts? done|Delete the/;

const reported = async ({ aws, stored }: Run) => {
  const { mode } = stored(runKeys.plan(plan.run));
  aws.objects.set(runKeys.report(plan.run, 'json'), JSON.stringify({ ...report, mode }));
  aws.objects.set(runKeys.report(plan.run, 'html'), renderReport({ ...report, mode }));
};
const approve = ({ decide, path }: Run) =>
  decide(path.ana, [
    ['decision', 'approve'],
    ['name', 'Ana'],
    ['understood', 'yes'],
    ...[
      ...plan.accounts.flatMap(({ accountId, credentials }) =>
        credentials.map(({ kind, id }) => `${accountId}/${kind}/${id}`),
      ),
    ].flatMap((key): [string, string][] => [
      ['credential', key],
      ['confirm', key],
    ]),
  ]);
const refuse = ({ decide, path }: Run) => decide(path.ben, [['decision', 'reject']]);
const close = ({ aws }: Run, decision: object) =>
  aws.objects.set(runKeys.decision(plan.run), JSON.stringify({ decidedAt: plan.plannedAt, ...decision }));
const caught = { state: 'RequestApproval', error: 'NoApproverConfirmedError', cause: '' };

/** Every screen behind a valid link, and what leads to it. */
const screens: [string, (run: Run) => Promise<unknown>, string?][] = [
  ['pending', async () => undefined],
  ['pending, all ticked', async () => undefined, '?select=all'],
  ['running', approve],
  ['refused', refuse],
  ['finished', async (run) => [await approve(run), await reported(run)]],
  ['the report', reported, '/report.html'],
  ['expired', async (run) => close(run, { decision: 'EXPIRED' })],
  ['closed', async (run) => close(run, { decision: 'NOT_ASKED', caught })],
];

async function open([, lead, more = '']: (typeof screens)[number], mode: Mode) {
  const run = await waitingRun({ ...plan, mode } satisfies Plan);
  await lead(run);
  const page = parse(await (await run.request(run.path.ana + more)).text());
  return { title: page.querySelector('title')?.text, main: page.querySelector('main') };
}

describe('of a rehearsal', () => {
  it.each(screens)(
    'the page "%s" says first that nothing is deleted, and nowhere that anything is',
    async (...screen) => {
      const { title, main } = await open(screen, 'rehearsal');
      expect(title).toMatch(/^Rehearsal: \S/);
      expect(main?.firstElementChild?.text.trim()).toBe(notice);
      main?.firstElementChild?.remove();
      const text = main?.structuredText.replaceAll(notice, '') ?? '';
      expect(text.length).toBeGreaterThan(50);
      expect(text).not.toMatch(deleting);
    },
  );

  it('the answer to a form that decides nothing says so, too', async () => {
    const run = await waitingRun({ ...plan, mode: 'rehearsal' });
    const answer = await run.decide(run.path.ana, [['decision', 'approve']]);
    expect(answer.status).toBe(422);
    expect(parse(await answer.text()).querySelector('main p')?.text).toBe(notice);
  });
});

it.each(screens)('the page "%s" of a purge says nothing of a rehearsal', async (...screen) => {
  const { title, main } = await open(screen, 'purge');
  expect(`${title} ${main?.text}`).not.toMatch(/rehears/i);
});
