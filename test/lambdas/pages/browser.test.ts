import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { Hono } from 'hono';
import { type Browser, chromium as launcher, type Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../../lambdas/pages/report-page';
import { runKeys } from '../../../lambdas/shared/run-store';
import { startHttpServer } from '../../../local/runtime/http-server';
import { waitingRun } from '../support/approval-run';
import { plan } from '../support/plan-fixture';
import { report } from '../support/report-fixture';

const browser = await startBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** `undefined` where no browser can start: the tests are then shown as skipped. */
async function startBrowser(): Promise<Browser | undefined> {
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  try {
    return await launcher.launch({ executablePath: await chromium.executablePath(), args });
  } catch {
    return undefined;
  }
}

/** The API on loopback, with what API Gateway tells a Lambda about a request. */
async function servedRun() {
  const run = await waitingRun();
  const server = await startHttpServer(new Hono().all('*', (c) => run.respond(c.req.raw)));
  return { ...run, url: server.url + run.path.ana, close: server.close };
}

/** Opens the page, collecting what the browser complains about: a blocked style, an error of any kind. */
async function open(url: string, options: { bypassCSP?: boolean } = {}) {
  if (!browser) throw new Error('There is no browser.');
  const page = await browser.newPage({ ...options, viewport: { width: 360, height: 740 } });
  page.setDefaultTimeout(5_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  return { page, complaints };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate('axe.run().then((found) => found.violations.map(({ id }) => id))');
}

describe.skipIf(!browser)('in a browser', () => {
  afterAll(() => browser?.close());

  it('the pages look as they should under their own security policy, and fit a phone', async () => {
    const { url, aws, close } = await servedRun();
    aws.objects.set(runKeys.report(plan.run, 'html'), renderReport(report));
    for (const each of [url, `${url}/report.html`]) {
      const { page, complaints } = await open(each);
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
      const { page } = await open(each, { bypassCSP: true });
      expect(await violations(page)).toEqual([]);
    }
    clock.now = new Date('2027-01-01T00:00:00Z');
    const { page } = await open(url, { bypassCSP: true });
    expect(await violations(page)).toEqual([]);
    await close();
  });

  it('the Enter key decides nothing; the button does, and leads to the decision', async () => {
    const { url, aws, stored, close } = await servedRun();
    const { page } = await open(url);
    await page.getByLabel('Access key AKIAIOSFODNN7EXAMPLE').check();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Nothing was decided.').waitFor();
    await page.getByLabel('Comment').fill('From a browser');
    expect(aws.writes).toEqual([]);

    await page.getByRole('button', { name: 'Delete the ticked credentials' }).click();
    await page.getByRole('heading', { name: 'Approved by you' }).waitFor();
    expect(page.url()).toBe(url);
    expect(stored(runKeys.decision(plan.run))).toMatchObject({
      decision: 'APPROVED',
      comment: 'From a browser',
      credentials: [{ accountId: '333333333333', kind: 'access-keys', id: 'AKIAIOSFODNN7EXAMPLE' }],
    });
    await close();
  });

  it('one link ticks every box, another none, and neither decides', async () => {
    const { url, aws, close } = await servedRun();
    const { page } = await open(url);
    await page.getByRole('link', { name: 'Tick all' }).click();
    expect(await page.locator('input:checked').count()).toBe(4);
    await page.getByRole('link', { name: 'none' }).click();
    expect(await page.locator('input:checked').count()).toBe(0);
    expect(aws.writes).toEqual([]);
    await close();
  });
});
