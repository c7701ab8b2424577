import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../../lambdas/pages/report-page';
import { runKeys } from '../../../lambdas/shared/run-store';
import { startHttpServer } from '../../../local/runtime/http-server';
import { openIn, startBrowser, violations } from '../../support/browser';
import { waitingRun } from '../support/approval-run';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';

const browser = await startBrowser();

/** The API on loopback, with what API Gateway tells a Lambda about a request. */
async function servedRun() {
  const run = await waitingRun();
  const server = await startHttpServer(new Hono().all('*', (c) => run.respond(c.req.raw)));
  return { ...run, url: server.url + run.path.ana, close: server.close };
}

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
    await page.getByRole('link', { name: 'tick all and confirm these, too' }).click();
    expect(await page.locator('input:checked').count()).toBe(6);
    await page.getByRole('link', { name: 'Tick all but the 2 marked' }).click();
    expect(await page.locator('input:checked').count()).toBe(2);
    await page.getByRole('link', { name: 'none' }).click();
    expect(await page.locator('input:checked').count()).toBe(0);
    expect(aws.writes).toEqual([]);
    await close();
  });
});
