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
  await answerProvider(page, name);
}

async function answerProvider(page: Page, name: string): Promise<void> {
  await page.locator('input[name=login]').fill(name);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button').click();
  await page.getByRole('button', { name: 'Continue' }).click();
  // Where somebody else was signed in, the provider has them signed out first, by one more button without JavaScript.
  if (new URL(page.url()).origin !== run.url.app) await page.getByRole('button').click();
  await page.waitForURL((url) => url.origin === run.url.app);
}

/** The page of somebody who has signed in, and said who they are. */
async function known(name: 'ana' | 'ben'): Promise<Page> {
  const page = await open(run.url[name]);
  await signInAs(page, name);
  await page.getByRole('button', { name: /is mine$/ }).click();
  return page;
}

describe.skipIf(!browser)('an approver who has to sign in', () => {
  it('reads nothing of plan or report before that', async () => {
    run.aws.objects.set(runKeys.report(plan.run, 'html'), renderReport(report));
    const page = await open(run.url.ana);
    expect(await heading(page)).toBe('Sign in to read and decide');
    expect(await page.locator('main').innerText()).not.toMatch(/AKIA|[0-9]{12}/);
    for (const format of ['html', 'json', 'csv']) {
      const answer = await page.request.get(`${run.url.ana}/report.${format}`);
      expect([answer.status(), await answer.text()]).toEqual([
        401,
        expect.stringContaining('Sign in to read'),
      ]);
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

  it('stays whoever they were at first, whoever has got their address since', async () => {
    const first = await open(run.url.ana);
    await signInAs(first, 'ana');
    await first.getByRole('button', { name: /is mine$/ }).click();
    const bound = run.aws.objects.get(approverKey('ana@example.com'));
    // The provider says that the address is theirs, and that it was verified.
    const other = await open(run.url.ana);
    await signInAs(other, 'mallory');
    expect(await heading(other)).toBe('This link is for somebody else');
    expect(await other.locator('main').innerText()).not.toMatch(/AKIA|[0-9]{12}/);
    const form = { digest: run.digest, decision: 'reject', name: 'Ana' };
    for (const [path, status] of [
      ['', 403],
      ['/this-is-me', 303],
    ] as const) {
      const answer = await other.request.post(run.url.ana + path, { form, maxRedirects: 0 });
      expect(answer.status()).toBe(status);
    }
    expect(run.aws.objects.get(approverKey('ana@example.com'))).toBe(bound);
    expect(run.aws.objects.has(runKeys.decision(plan.run))).toBe(false);
    await signInAs(other, 'ana', 'Sign in as somebody else');
    expect(await heading(other)).toMatch(/^Delete/);
  });

  it('is whom the configuration names, whoever comes first', async () => {
    run.close();
    run = await signInRun({ approvers: { 'Ana@Example.com': 'ana' } });
    const page = await open(run.url.ana);
    await signInAs(page, 'mallory');
    expect(await heading(page)).toBe('This link is for somebody else');
    await signInAs(page, 'ana', 'Sign in as somebody else');
    expect(await heading(page)).toMatch(/^Delete/);
    expect(run.aws.writes).toEqual([]);
  });

  it('keeps what they ticked and typed where their session ended meanwhile', async () => {
    const page = await known('ana');
    const box = page.locator('input[name=credential]').first();
    await box.check();
    await page.getByLabel('Your name').fill('Ana');
    await page.getByLabel(/^Comment/).fill('Not <b>all</b> of it & "so"');
    run.clock.now = new Date(run.clock.now.getTime() + 3_600_000);
    await page.locator('#understood').check();
    await page.getByRole('button', { name: /^Delete the ticked/ }).click();
    expect(await heading(page)).toBe('You are signed out');
    expect(run.aws.objects.has(runKeys.decision(plan.run))).toBe(false);
    const tab = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Sign in again' }).click();
    // The provider still knows them, and asks nothing.
    await (await tab).waitForURL(run.url.ana);
    await page.getByRole('button', { name: 'Show my form again' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Nothing was decided.');
    expect(await box.isChecked()).toBe(true);
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ana');
    expect(await page.getByLabel(/^Comment/).inputValue()).toBe('Not <b>all</b> of it & "so"');
  });

  it('signs out, for whoever kept the cookie, too', async () => {
    const page = await known('ana');
    const kept = await page.context().cookies();
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(page)).toBe('You are signed out');
    const { origin } = new URL(run.provider.issuer);
    expect(await page.getByRole('link', { name: 'sign out there, too' }).getAttribute('href')).toContain(
      origin,
    );
    await page.context().addCookies(kept);
    await page.goto(run.url.ana);
    expect(await heading(page)).toBe('Sign in to read and decide');
  });

  it('can begin in two tabs at once', async () => {
    const context = await browser?.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
    if (!context) throw new Error('There is no browser.');
    const [one, two] = [await context.newPage(), await context.newPage()];
    await Promise.all([one.goto(run.url.ana), two.goto(run.url.ben)]);
    for (const page of [one, two]) await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    for (const [page, name] of [
      [one, 'ana'],
      [two, 'ben'],
    ] as const) {
      await answerProvider(page, name);
      expect(await heading(page)).toBe(`Are you ${name}@example.com?`);
    }
  });

  it('gives the provider no secret of a link, and takes every cookie for this host alone', async () => {
    const page = await known('ana');
    const secret = run.url.ana.split('/').at(-1) ?? '';
    const told = run.provider.asked.map(({ url, headers }) => `${url} ${JSON.stringify(headers)}`);
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((text) => text.includes(secret))).toEqual([]);
    expect(told.filter((text) => text.includes(plan.run))).toEqual([]);
    const own = (await page.context().cookies()).filter(({ name }) => /session-|sign-in-/.test(name));
    expect(own).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/^__Host-session-/),
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
      }),
    ]);
    expect(own.filter(({ value }) => Buffer.from(value, 'base64url').includes(secret))).toEqual([]);
  });

  it('reads pages that fit a phone, and in which axe finds nothing wrong', async () => {
    const looks = async (page: Page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await violations(page)).toEqual([]);
    };
    const page = await open(run.url.ana, { bypassCSP: true, javaScriptEnabled: true });
    await looks(page);
    await signInAs(page, 'ana');
    await looks(page);
    await page.getByRole('button', { name: /is mine$/ }).click();
    await looks(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await looks(page);
    const other = await open(run.url.ana, { bypassCSP: true, javaScriptEnabled: true });
    await signInAs(other, 'mallory');
    await looks(other);
  });
});
