import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../../lambdas/pages/report-page';
import type { Plan } from '../../../lambdas/run/model';
import { runKeys } from '../../../lambdas/run/run-keys';
import { startHttpServer } from '../../../local-aws';
import { openIn, phone, startBrowser, violations } from '../../support/browser';
import { waitingRun } from '../support/approval-run';
import { password, plan, unusedKey, virtualMfa } from '../support/plan-fixture';
import { report } from '../support/report-fixture';

const browser = await startBrowser();

/** The API on loopback, with what API Gateway tells a Lambda about a request. */
async function servedRun(asked: Plan = plan) {
  const run = await waitingRun(asked);
  const server = await startHttpServer(new Hono().all('*', (c) => run.respond(c.req.raw)));
  return { ...run, url: server.url + run.path.ana, close: server.close };
}

/** What Lambda may answer, as JSON text. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const lambdaLimit = 6 * 1024 * 1024;
const idOf = (n: number) => String(200_000_000_000 + n);
const largePlan: Plan = {
  ...plan,
  accounts: Array.from({ length: 3_000 }, (_, n) => ({
    accountId: idOf(n),
    name: `Account ${n}`,
    email: `aws+${n}@example.com`,
    credentials: [
      { ...unusedKey, id: `AKIA${String(n).padStart(16, '0')}` },
      { ...password, lastUsed: { state: 'never' } },
      { ...virtualMfa, id: `arn:aws:iam::${idOf(n)}:mfa/root-account-mfa-device` },
    ],
    outOfScope: [],
    unknown: [],
  })),
};

const signingKey = 'arn:aws:kms:eu-west-1:111111111111:key/12345678-1234-1234-1234-123456789012';

describe.skipIf(!browser)('in a browser', () => {
  afterAll(() => browser?.close());

  it('the pages look as they should under their own security policy, and fit a phone', async () => {
    const { url, aws, close } = await servedRun();
    aws.objects.set(runKeys.report(plan.run, 'html'), renderReport(report));
    for (const each of [url, `${url}/report.html`]) {
      const { page, complaints } = await openIn(browser, each);
      expect(complaints).toEqual([]);
      expect(await page.evaluate('getComputedStyle(document.body).margin')).toBe('0px');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    }
    await close();
  });

  it('axe finds nothing wrong', async () => {
    const { url, aws, clock, close } = await servedRun();
    aws.objects.set(runKeys.report(plan.run, 'html'), renderReport(report));
    for (const each of [url, `${url}/report.html`, `${url}x`]) {
      const { page } = await openIn(browser, each, { bypassCSP: true });
      expect(await violations(page)).toEqual([]);
    }
    clock.now = new Date('2027-01-01T00:00:00Z');
    const { page } = await openIn(browser, url, { bypassCSP: true });
    expect(await violations(page)).toEqual([]);
    await close();
  });

  /** What cannot be seen or pressed on paper, and what would lie across it. */
  const onScreenOnly = `[...document.querySelectorAll('main *')]
    .filter((element) => element.checkVisibility())
    .filter((element) => element.matches('button, .button, select, input[type=search], dialog, [href^="?"]')
      || ['fixed', 'sticky'].includes(getComputedStyle(element).position))
    .map((element) => element.outerHTML)`;
  const looks = `({
    scheme: getComputedStyle(document.documentElement).colorScheme,
    inks: [...new Set(['body', 'h1', 'dd', 'code'].map((name) => getComputedStyle(document.querySelector(name)).color))],
    card: getComputedStyle(document.querySelector('.card')).breakInside,
    page: getComputedStyle(document.body).backgroundColor,
  })`;

  it('is dark on white on paper, with nothing across it, whatever the screen shows', async () => {
    const { url, aws, close } = await servedRun();
    aws.objects.set(runKeys.report(plan.run, 'html'), renderReport(report));
    for (const each of [`${url}?select=all`, `${url}/report.html`]) {
      const { page } = await openIn(browser, each, { colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate(onScreenOnly)).toEqual([]);
      expect(await page.evaluate(looks)).toEqual({
        scheme: 'light',
        inks: ['rgb(23, 33, 43)'],
        card: 'auto',
        page: 'rgba(0, 0, 0, 0)',
      });
    }
    await close();
  });

  it('prints the whole plan, whatever is searched for, and says what was left out', async () => {
    const { url, close } = await servedRun();
    const { page } = await openIn(browser, `${url}?select=all`);
    const visible = (selector: string) =>
      page.evaluate(
        `[...document.querySelectorAll('${selector}')].filter((element) => element.checkVisibility()).length`,
      );
    await page.getByRole('button', { name: 'Leave out: Payments production' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('AKIAIOSFODNN7EXAMPLE');
    await page.getByLabel('Kind').selectOption('access-keys');
    await page.getByText('Ticked: 3 credentials in 1 account (1 of the ticks not shown)').waitFor();
    expect([await visible('.account'), await visible('.account .credential')]).toEqual([1, 2]);
    await page.emulateMedia({ media: 'print' });
    expect([await visible('.account'), await visible('.account .credential')]).toEqual([2, 6]);
    expect([await visible('#tally'), await visible('#unshown')]).toEqual([1, 0]);
    expect(await page.locator('#tally').textContent()).toBe('Ticked: 3 credentials in 1 account');
    expect(
      await page.evaluate('getComputedStyle(document.querySelector(".left-out h3"), "::after").content'),
    ).toBe('" (left out)"');
    expect(await page.evaluate('getComputedStyle(document.querySelector(".left-out ul")).opacity')).toBe('1');
    await close();
  });

  it('leads from a number to its accounts, however far down on a phone', async () => {
    const { url, aws, close } = await servedRun();
    const purged = report.accounts.filter(({ outcome }) => outcome === 'purged');
    const accounts = [...report.accounts, ...Array.from({ length: 200 }, () => purged).flat()];
    aws.objects.set(runKeys.report(plan.run, 'html'), renderReport({ ...report, accounts }));
    const { page } = await openIn(browser, `${url}/report.html`);
    for (const name of ['1 purged', '2 clean', '1 skipped']) {
      await page.getByRole('link', { name }).click();
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))');
      const top = await page.evaluate('document.querySelector(":target").getBoundingClientRect().top');
      expect([name, Number(top) >= 0 && Number(top) < phone.height]).toEqual([name, true]);
      await page.evaluate('scrollTo(0, 0)');
    }
    await close();
  });

  // The paper within its margins, at 96 dots an inch; the printed pages were looked at.
  it.each([
    ['A4', { width: 688, height: 1001 }],
    ['Letter', { width: 710, height: 934 }],
  ] as const)('answers an auditor on the first two pages of %s', async (format, paper) => {
    const { url, aws, close } = await servedRun();
    aws.objects.set(runKeys.report(plan.run, 'html'), renderReport({ ...report, signedWith: signingKey }));
    const { page } = await openIn(browser, `${url}/report.html`, { viewport: paper });
    await page.emulateMedia({ media: 'print' });
    const asked = [
      'Accounts',
      'Started by',
      'Execution',
      'Asked',
      'Finished',
      'Evidence',
      'Decided by',
      'Plan',
      'To check this',
    ];
    const ends = await page.evaluate(
      `Object.fromEntries([...document.querySelectorAll('main > .facts dt')].map((term) =>
        [term.textContent, term.nextElementSibling.getBoundingClientRect().bottom]))`,
    );
    expect(ends).toEqual(
      expect.objectContaining(Object.fromEntries(asked.map((term) => [term, expect.any(Number)]))),
    );
    expect(Math.max(...Object.values(ends as Record<string, number>))).toBeLessThan(2 * paper.height);
    const pdf = (await page.pdf({ format })).toString('latin1');
    expect(Number(/\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThan(1);
    await close();
  });

  it('prints what the report keeps folded', async () => {
    const { url, aws, close } = await servedRun();
    aws.objects.set(runKeys.report(plan.run, 'html'), renderReport(report));
    const { page } = await openIn(browser, `${url}/report.html`);
    const row = page.getByRole('cell', { name: 'Log archive', exact: true });
    expect(await row.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await row.isVisible()).toBe(true);
    await close();
  });

  it('the Enter key decides nothing; the button does, and leads to the decision', async () => {
    const { url, aws, stored, close } = await servedRun();
    const { page } = await openIn(browser, url);
    await page.getByLabel('Access key AKIAIOSFODNN7EXAMPLE').check();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Nothing was decided.').waitFor();
    await page.getByLabel('Comment').fill('From a browser');
    await page.getByLabel('Your name').fill('Ana');
    await page.getByRole('button', { name: 'Delete 1 credential…' }).click();
    const summary = page.getByRole('dialog', { name: 'Delete 1 credential in 1 account?' });
    await summary.getByText('This cannot be undone.').waitFor();
    expect(aws.writes).toEqual([]);

    await summary.getByRole('button', { name: 'Delete 1 credential' }).click();
    await page.getByRole('heading', { name: 'Approved by you' }).waitFor();
    expect(page.url()).toBe(url);
    expect(stored(runKeys.decision(plan.run))).toMatchObject({
      decision: 'APPROVED',
      name: 'Ana',
      comment: 'From a browser',
      credentials: [{ accountId: '333333333333', kind: 'access-keys', id: 'AKIAIOSFODNN7EXAMPLE' }],
    });
    await close();
  });

  it('one link ticks every box, another none, and neither decides', async () => {
    const { url, aws, close } = await servedRun();
    const { page } = await openIn(browser, url);
    // Each link loads the page again, which a click does not wait for.
    const ticked = () => page.locator('input:checked').count();
    await page.getByRole('link', { name: 'tick all and confirm these, too' }).click();
    await expect.poll(ticked).toBe(6);
    await page.getByRole('link', { name: 'Tick all but the 2 marked' }).click();
    await expect.poll(ticked).toBe(2);
    await page.getByRole('link', { name: 'none' }).click();
    await expect.poll(ticked).toBe(0);
    expect(aws.writes).toEqual([]);
    await close();
  });

  it('3,000 accounts with 9,000 credentials are shown, searched, ticked and decided', {
    timeout: 120_000,
  }, async () => {
    const { url, stored, close } = await servedRun(largePlan);
    const compressed = await fetch(url);
    expect(compressed.headers.get('content-encoding')).toBe('gzip');
    expect(Buffer.byteLength(JSON.stringify(await compressed.text()))).toBeLessThan(lambdaLimit);

    const { page, complaints } = await openIn(browser, url, { viewport: { width: 1100, height: 900 } });
    page.setDefaultTimeout(30_000);
    const shows = (id: string, hasText: string) => page.locator(id, { hasText }).waitFor();
    await shows('#shown', 'Showing 3,000 of 3,000 accounts');
    await page.locator('#search').fill(idOf(1234));
    await shows('#shown', 'Showing 1 of 3,000 accounts');
    await page.locator('#search').fill('');
    await shows('#shown', 'Showing 3,000 of 3,000 accounts');
    await page.locator('#tick-shown').click();
    await shows('#tally', 'Ticked: 9,000 credentials in 3,000 accounts');
    await page.locator('#name').fill('Ana');
    await page.locator('#approve').click();
    await shows('#summary-title', 'Delete 9,000 credentials in 3,000 accounts?');
    await page.locator('#summary-delete').click();
    await shows('h1', 'Approved by you');
    expect(stored(runKeys.decision(plan.run)).credentials).toHaveLength(9_000);
    expect(complaints).toEqual([]);
    await close();
  });
});
