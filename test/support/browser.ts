import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium as launcher, type Page } from 'playwright-core';

/** `undefined` where no browser can start: the tests that need one are then shown as skipped. */
export async function startBrowser(): Promise<Browser | undefined> {
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  try {
    return await launcher.launch({ executablePath: await chromium.executablePath(), args });
  } catch {
    return undefined;
  }
}

/** A phone of the smallest width that the pages are made for. */
export const phone = { width: 360, height: 740 };

/** Opens a page, collecting what the browser complains about: a blocked style or script, an error of any kind. */
export async function openIn(
  browser: Browser | undefined,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  if (!browser) throw new Error('There is no browser.');
  const page = await browser.newPage({ viewport: phone, ...options });
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules of axe-core that the page breaks, whatever their weight. The page must have been opened with `bypassCSP`. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate('axe.run().then((found) => found.violations.map(({ id }) => id))');
}
