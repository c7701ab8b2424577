import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { formType, waitingRun } from './support/approval-run';
import { oldKey, password, plan, securityKey, unusedKey, virtualMfa } from './support/plan-fixture';
import { report } from './support/report-fixture';
import { bucketPlan, taskReport } from './support/task-fixture';

const { run } = plan;
const approve: [string, string][] = [
  ['decision', 'approve'],
  ['credential', `333333333333/access-keys/${oldKey.id}`],
  ['credential', `333333333333/access-keys/${unusedKey.id}`],
  ['understood', 'yes'],
];

/** What is ticked by one box, with its confirmation. */
const confirmed = (...credentials: Credential[]): [string, string][] => {
  const value = credentials.map(({ kind, id }) => `222222222222/${kind}/${id}`).join(' ');
  return [
    ['credential', value],
    ['confirm', value],
  ];
};

/** As a listing says. */
const lastAccount = '2026-11-23T14:20:00.000Z';
const deadline = '2026-11-26T12:01:00.000Z';

describe('the page of a decided run', () => {
  it.each([
    [[], '0 of 1 account done, 0 with failures so far.'],
    [['333333333333.done'], '1 of 1 account done, 0 with failures so far.'],
    [['333333333333.failed'], '1 of 1 account done, 1 with failures so far.'],
  ])('counts the accounts that are done: %j', async (done, words) => {
    const { decide, request, path, aws } = await waitingRun();
    await decide(path.ana, approve);
    for (const name of done) aws.objects.set(`runs/${run}/progress/${name}`, '{}');
    aws.objects.set('runs/another/progress/444444444444.done', '{}');
    const page = parse(await (await request(path.ana)).text());
    expect(page.querySelector('[data-follow] [role=status]')?.structuredText).toBe(words);
    const next = page.querySelector('[data-follow]')?.structuredText;
    expect(next).toContain(done.length === 0 ? 'being deleted' : 'The report is being written.');
    expect(next).not.toContain(done.length === 0 ? 'report' : 'deleted');
  });

  it.each([
    ['approve', 'Approved', '0 of 1 account done'],
    ['reject', 'Refused', 'Nothing is deleted. The report is being written.'],
  ])('says who decided, to both of them: %s', async (decision, title, words) => {
    const { decide, request, path } = await waitingRun();
    await decide(path.ana, decision === 'approve' ? approve : [['decision', 'reject']]);
    const pageOf = async (link: string) => parse(await (await request(link)).text());
    const [own, other] = await Promise.all([pageOf(path.ana), pageOf(path.ben)]);
    expect(own.querySelector('title')?.text).toBe(`${title} – run ${run}`);
    expect([own, other].map((page) => page.querySelector('h1')?.text)).toEqual([
      `${title} by you`,
      `${title} by ana@example.com`,
    ]);
    expect(own.querySelector('[data-follow]')?.structuredText).toContain(words);
  });

  it('counts the accounts of all approved credentials, each once', async () => {
    const { decide, request, path } = await waitingRun();
    await decide(path.ana, [...approve, ...confirmed(password, virtualMfa, securityKey)]);
    const response = await request(path.ana);
    const page = parse(await response.text());
    expect(page.querySelector('[data-follow] [role=status]')?.structuredText).toContain('0 of 2 accounts');
    expect([response.status, page.querySelectorAll('[role=alert]:not([hidden])')]).toEqual([200, []]);
  });

  it('has a bar where credentials are deleted, and nowhere else', async () => {
    const barsOf = async (run: Awaited<ReturnType<typeof waitingRun>>, fields: [string, string][]) => {
      await run.decide(run.path.ana, fields);
      return parse(await (await run.request(run.path.ana)).text()).querySelectorAll('progress').length;
    };
    expect(await barsOf(await waitingRun(), approve)).toBe(1);
    expect(await barsOf(await waitingRun(), [['decision', 'reject']])).toBe(0);
    expect(
      await barsOf(
        await waitingRun(bucketPlan),
        approve.filter(([name]) => name !== 'credential'),
      ),
    ).toBe(0);
    expect(await barsOf(await waitingRun(bucketPlan), [['decision', 'reject']])).toBe(0);
  });

  it.each([
    ['soon after the decision', [], '2026-11-23T15:04:59Z', undefined],
    ['an hour after the decision', [], '2026-11-23T15:05:00Z', ['2026-11-23T14:05:00.000Z', deadline]],
    ['soon after an account', ['333333333333.done'], '2026-11-23T15:19:59Z', undefined],
    ['an hour after an account', ['333333333333.done'], '2026-11-23T15:20:00Z', [lastAccount, deadline]],
    ['after the deadline', ['333333333333.done'], deadline, [lastAccount]],
  ])('says whether nothing was heard for too long: %s', async (_, done, now, times) => {
    const { decide, request, path, aws, clock } = await waitingRun();
    await decide(path.ana, approve);
    for (const name of done) aws.objects.set(`runs/${run}/progress/${name}`, '{}');
    clock.now = new Date(now);
    const note = parse(await (await request(path.ana)).text()).querySelector(
      '[data-follow] .note:not([hidden])',
    );
    expect(note?.querySelectorAll('time').map(({ attributes }) => attributes.datetime)).toEqual(times);
  });

  it('shows the result, and leads to each form of the report', async () => {
    const { decide, request, path, aws } = await waitingRun();
    await decide(path.ana, approve);
    aws.objects.set(runKeys.report(run, 'json'), JSON.stringify(report));
    const result = parse(await (await request(path.ana)).text()).querySelector(
      'section[aria-labelledby=result]',
    );
    expect(result?.querySelectorAll('.legend li')).toHaveLength(6);
    expect(
      result?.querySelectorAll('a').map(({ text, attributes }) => [text.trim(), attributes.href]),
    ).toEqual([
      ['Read the report', `${path.ana}/report.html`],
      ['As CSV', `${path.ana}/report.csv`],
      ['As JSON', `${path.ana}/report.json`],
    ]);
  });

  it('shows the result of a task, which has no bar and no CSV', async () => {
    const { decide, request, path, aws } = await waitingRun(bucketPlan);
    await decide(path.ana, [
      ['decision', 'approve'],
      ['understood', 'yes'],
    ]);
    const done = taskReport(bucketPlan);
    aws.objects.set(runKeys.report(bucketPlan.run, 'json'), JSON.stringify(done));
    const result = parse(await (await request(path.ana)).text()).querySelector(
      'section[aria-labelledby=result]',
    );
    expect(result?.querySelector('.lead')?.text).toBe(done.summary);
    expect(result?.querySelectorAll('.legend')).toEqual([]);
    expect(result?.querySelectorAll('a').map(({ text }) => text.trim())).toEqual([
      'Read the report',
      'As JSON',
    ]);
  });

  it('is followed by the script until the report is there', async () => {
    const { decide, request, path, aws } = await waitingRun();
    await decide(path.ana, [['decision', 'reject']]);
    const follows = async () => {
      const page = parse(await (await request(path.ana)).text());
      return [page.querySelectorAll('[data-follow]').length, page.querySelectorAll('script').length];
    };
    expect(await follows()).toEqual([1, 1]);
    aws.objects.set(runKeys.report(run, 'json'), JSON.stringify(report));
    expect(await follows()).toEqual([0, 1]);
  });
});

describe('every answer, whatever its status', () => {
  type Run = Awaited<ReturnType<typeof waitingRun>>;
  const post = { method: 'POST', headers: { 'Content-Type': formType } };
  const answers: [number, (run: Run) => Promise<Response>][] = [
    [200, ({ request, path }) => request(path.ana)],
    [200, ({ request, path }) => request(path.ana, { method: 'HEAD' })],
    [303, ({ decide, path }) => decide(path.ana, approve)],
    [404, ({ request }) => request('/nothing')],
    [404, ({ request, path }) => request(path.ana, { method: 'DELETE' })],
    [404, ({ request, path }) => request(`${path.ana}/report.csv`)],
    [
      409,
      async ({ decide, path }) => {
        await decide(path.ana, approve);
        return decide(path.ben, approve);
      },
    ],
    [
      410,
      ({ request, path, clock }) => {
        clock.now = new Date('2027-01-01T00:00:00Z');
        return request(path.ana, { ...post, body: 'decision=reject' });
      },
    ],
    [415, ({ request, path }) => request(path.ana, { method: 'POST', body: 'decision=reject' })],
    [422, ({ decide, path }) => decide(path.ana, [['decision', 'approve']])],
    [
      500,
      ({ request, path, aws }) => {
        aws.objects.set(runKeys.approval(run), 'no JSON');
        return request(path.ana);
      },
    ],
    [
      200,
      ({ request, path, aws }) => {
        aws.objects.set(runKeys.report(run, 'csv'), 'accountId');
        return request(`${path.ana}/report.csv`);
      },
    ],
  ];

  it.each([
    [404, 'There is nothing at this address'],
    [500, 'Something went wrong on our side'],
  ])('of %i says so', async (status, heading) => {
    const [, answer] = answers.find(([expected]) => expected === status) ?? [];
    const page = parse((await (await answer?.(await waitingRun()))?.text()) ?? '');
    expect(page.querySelector('h1')?.text).toBe(heading);
  });

  it.each(answers)('forbids to keep, frame, sniff or leak it: %i', async (status, answer) => {
    const { status: given, headers } = await answer(await waitingRun());
    expect([given, Object.fromEntries(headers)]).toEqual([
      status,
      expect.objectContaining({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-/),
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age='),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      }),
    ]);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|http:|https:|\*/);
  });
});
