import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { newLinkSecret } from '../../lambdas/approval/approval-link';
import { renderReport } from '../../lambdas/pages/report-page';
import { runKeys } from '../../lambdas/run/run-keys';
import { waitingRun } from './support/approval-run';
import { plan } from './support/plan-fixture';
import { report } from './support/report-fixture';

const { run } = plan;

describe('a link', () => {
  it('decides nothing by being opened, however often and by whatever', async () => {
    const { request, path, aws } = await waitingRun();
    const paths = [path.ana, path.ben, `${path.ana}?select=all`, `${path.ana}?decision=approve`];
    const visits = paths.flatMap((each) => ['GET', 'HEAD', 'GET'].map((method) => request(each, { method })));
    const answers = await Promise.all(visits);
    expect(answers.map(({ status }) => status)).toEqual(visits.map(() => 200));
    expect(aws.writes).toEqual([]);
  });

  it('answers HEAD like GET, without a body', async () => {
    const { request, path } = await waitingRun();
    const answer = await request(path.ana, { method: 'HEAD' });
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 200, body: '' });
  });

  it('shows that nobody decided in time, from the very moment on', async () => {
    const { request, path, clock } = await waitingRun();
    clock.now = new Date('2026-11-26T12:00:59.999Z');
    expect((await request(path.ana)).status).toBe(200);
    clock.now = new Date('2026-11-26T12:01:00.000Z');
    const answer = await request(path.ana);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('Nobody decided in time');
  });

  it('shows that the run expired once the workflow has closed it', async () => {
    const { request, path, aws } = await waitingRun();
    const decision = { decision: 'EXPIRED', decidedAt: '2026-11-23T14:00:00.000Z' };
    aws.objects.set(runKeys.decision(run), JSON.stringify(decision));
    const before = await request(path.ana);
    expect(before.status).toBe(410);
    expect(await before.text()).not.toContain(report.coverage);
    aws.objects.set(runKeys.report(run, 'json'), JSON.stringify(report));
    expect(await (await request(path.ana)).text()).toContain(report.coverage);
  });

  it('is closed where not everybody could be asked', async () => {
    const { request, path, aws } = await waitingRun();
    const caught = { state: 'RequestApproval', error: 'NoApproverConfirmedError', cause: '' };
    const decision = { decision: 'NOT_ASKED', decidedAt: '2026-11-23T12:01:00.000Z', caught };
    aws.objects.set(runKeys.decision(run), JSON.stringify(decision));
    const answer = await request(path.ana);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('This approval is closed');
  });

  it('offers nothing when the stored plan is not the one that was asked about', async () => {
    const { request, path, aws } = await waitingRun();
    aws.objects.set(runKeys.plan(run), JSON.stringify({ ...plan, accounts: [] }));
    const answer = await request(path.ana);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('This plan was changed');
  });
});

describe('an address that is no valid link', () => {
  it('is answered with the same bytes, and not sooner, whatever is wrong with it', async () => {
    const { request, path } = await waitingRun();
    const guesses: [string, RequestInit?][] = [
      [`/runs/no-such-run/${newLinkSecret()}`],
      [`/runs/${run}/${newLinkSecret()}`],
      [path.ana.slice(0, -1)],
      [`${path.ana}A`],
      [`/runs/${run}`],
      ['/'],
      ['/favicon.ico'],
      ['/runs/..%2F..%2Fetc/passwd'],
      [`/runs/%00/${newLinkSecret()}`],
      [`/runs/${'x'.repeat(2000)}/${newLinkSecret()}`],
      ['/runs/%E0%A4%A/x'],
      [`/runs/${run}/${newLinkSecret()}/report.json`],
      [`${path.ana}/report.json`],
      [`${path.ana}/report.exe`],
      [path.ana, { method: 'PUT' }],
      [`/runs/${run}/${newLinkSecret()}`, { method: 'POST', body: 'decision=approve' }],
      [`/runs/no-such-run/${newLinkSecret()}`, { method: 'POST', body: 'decision=approve' }],
    ];
    const times: number[] = [];
    const answers = await Promise.all(
      guesses.map(async ([guess, init]) => {
        const started = performance.now();
        const answer = await request(guess, init);
        times.push(performance.now() - started);
        return { status: answer.status, headers: [...answer.headers], body: await answer.text() };
      }),
    );
    expect(answers[0]?.status).toBe(404);
    expect(answers).toEqual(guesses.map(() => answers[0]));
    // A timer may fire a little early.
    expect(Math.min(...times)).toBeGreaterThan(390);
  });

  it('takes as long where S3 is slow to tell', async () => {
    const [quick, slow] = await Promise.all([waitingRun(), waitingRun()]);
    const delay = 200;
    slow.aws.s3.middlewareStack.add((next) => async (args) => sleep(delay).then(() => next(args)));
    const times = await Promise.all(
      [quick, slow].map(async ({ request }) => {
        const started = performance.now();
        await request(`/runs/${run}/${newLinkSecret()}`);
        return performance.now() - started;
      }),
    );
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(delay);
  });
});

describe('every answer', () => {
  it.each(['/nothing', 'page', 'report'])('forbids to load, frame, keep or leak it (%s)', async (which) => {
    const { request, path, aws } = await waitingRun();
    aws.objects.set(runKeys.report(run, 'html'), renderReport(report));
    const address = { page: path.ana, report: `${path.ana}/report.html` }[which] ?? which;
    const { headers } = await request(address);
    expect(headers.get('Content-Security-Policy')).toMatch(
      which === 'report'
        ? /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/
        : /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; script-src 'sha256-[A-Za-z0-9+/]{43}='; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('is compressed for who can read that, since a large plan would not fit otherwise', async () => {
    const { request, path } = await waitingRun();
    const answer = await request(path.ana, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.headers.get('Content-Encoding')).toBe('gzip');
  });

  it('tells nothing of an error but that there was one', async () => {
    const { request, path, aws } = await waitingRun();
    aws.objects.set(runKeys.plan(run), '');
    aws.objects.set(runKeys.approval(run), '{"secret": "not for the page"');
    const answer = await request(path.ana);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });
});

describe('the report', () => {
  it.each([
    ['html', 'text/html; charset=UTF-8'],
    ['json', 'application/json; charset=utf-8'],
    ['csv', 'text/csv; charset=utf-8'],
  ] as const)('is served as %s, just as it was stored', async (format, contentType) => {
    const { request, path, aws } = await waitingRun();
    aws.objects.set(runKeys.report(run, format), 'as stored');
    const answer = await request(`${path.ana}/report.${format}`);
    expect(answer.headers.get('Content-Type')).toBe(contentType);
    expect(await answer.text()).toBe('as stored');
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8', 'attachment; filename="report.csv"'],
    ['json', 'application/json; charset=utf-8', null],
    ['html', 'text/html; charset=UTF-8', null],
  ] as const)('is sent as what it is: %s', async (format, type, disposition) => {
    const { request, path, aws } = await waitingRun();
    aws.objects.set(runKeys.report(run, format), 'as it was stored');
    const { headers } = await request(`${path.ana}/report.${format}`);
    expect([headers.get('Content-Type'), headers.get('Content-Disposition')]).toEqual([type, disposition]);
  });

  it('keeps the style sheet it was written with, and no other', async () => {
    const { request, path, aws } = await waitingRun();
    aws.objects.set(runKeys.report(run, 'html'), '<style>p { color: red; }</style><p>');
    const { headers } = await request(`${path.ana}/report.html`);
    expect(headers.get('Content-Security-Policy')).toContain(
      "style-src 'sha256-pckGv9YvNcB5xy+Y4fbqhyo+ib850wyiuWeNbZvLi00='",
    );
  });
});
