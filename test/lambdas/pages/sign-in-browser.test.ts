import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderReport } from '../../../lambdas/pages/report-page';
import { approverKey, runKeys } from '../../../lambdas/run/run-keys';
import { openIn, startBrowser, violations } from '../../support/browser';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';
import { signInRun } from '../support/sign-in-run';

const browser = await startBrowser();
afterAll(() => browser?.close());

let run: Awaited<ReturnType<typeof signInRun>>;
beforeEach(async () => {
  run = await signInRun();
});
afterEach(() => run.close());

/** Without JavaScript, unless a test says otherwise: every way has to work so. */
const open = async (url: string, options: BrowserContextOptions = {}) =>
  (await openIn(browser, url, { ignoreHTTPSErrors: true, javaScriptEnabled: false, ...options })).page;

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

/** Signs in at the provider, whose pages ask for a name and then whether this app may know it. */
async function signInAs(page: Page, name: string, link = 'Sign in'): Promise<void> {
  await page.getByRole('link', { name: link, exact: true }).click();
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL((url) => url.origin === run.url.app);
}

describe.skipIf(!browser)('an approver who has to sign in', () => {
  it('reads nothing of plan or report before that', async () => {
    run.aws.objects.set(runKeys.report(plan.run, 'html'), renderReport(report));
    const page = await open(run.url.ana);
    expect(await heading(page)).toBe('Sign in to read and decide');
    expect(await page.locator('main').innerText()).not.toMatch(/AKIA|[0-9]{12}/);
    for (const format of ['html', 'json', 'csv']) {
      const answer = await page.request.get(`${run.url.ana}/report.${format}`);
      expect([answer.status(), await answer.text()]).toEqual([401, expect.stringContaining('Sign in to read')]);
    }
  });

  it('says once who they are, decides, and the record says how that is known', async () => {
    const page = await open(run.url.ana);
    await signInAs(page, 'ana');
    expect(await heading(page)).toBe('Are you ana@example.com?');
    expect(run.aws.writes).toEqual([]);
    await page.getByRole('button', { name: 'Yes, ana@example.com is mine' }).click();
    expect(await heading(page)).toMatch(/^Delete \d+ root user credentials/);
    await page.getByLabel('Your name').fill('Ana');
    await page.getByText('Refuse everything…').click();
    await page.getByRole('button', { name: 'Refuse everything', exact: true }).click();
    expect(await heading(page)).toBe('Refused by you');
    const { issuer } = run.provider;
    expect(run.stored(runKeys.decision(plan.run))).toMatchObject({
      decidedBy: 'ana@example.com',
      knownBy: { kind: 'sign-in', issuer, subject: 'ana', email: 'ana@example.com' },
    });
    expect(await page.locator('main').innerText()).toContain(`signed in as ana@example.com at ${issuer}, `);
  });
});
