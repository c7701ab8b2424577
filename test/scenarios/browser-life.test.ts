import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import { openIn, phone, startBrowser, violations } from '../support/browser';
import { alice, bob } from './support/approvers';
import { useScenario } from './support/scenario';

const browser = await startBrowser();
const scenario = useScenario();

const opened: Page[] = [];
async function open(url: string, options: Parameters<typeof openIn>[2] = {}) {
  const { page, complaints } = await openIn(browser, url, {
    viewport: { width: 1100, height: 900 },
    ...options,
  });
  opened.push(page);
  return { page, complaints };
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((page) => page.close()));
});
afterAll(() => browser?.close());

/** Lets the dialog's question be answered with yes. */
async function confirmSummary(page: Page, title: RegExp): Promise<void> {
  await page.getByLabel('Your name').fill('Alice Example');
  await page.getByRole('button', { name: /^Delete \d+ credentials?…$/ }).click();
  const summary = page.getByRole('dialog', { name: title });
  await summary.getByText('This cannot be undone.').waitFor();
  await summary.getByRole('button', { name: /^Delete / }).click();
}

const fitsPhone = async (page: Page) =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);

describe.skipIf(!browser)('a run in a browser', () => {
  it('is found, ticked, confirmed, watched and read, without a reload and without an error', async () => {
    const { accounts } = scenario.organize();
    const { id } = scenario.account('old-access-keys');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    scenario.onCall = async ({ operation }) => {
      if (operation === 'DeleteAccessKey') await held;
    };
    const run = scenario.run({ reason: 'Quarterly clean-up' });
    const { page, complaints } = await open(await run.link());
    await page.getByText('Quarterly clean-up').waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill(id);
    await page.getByText(`Showing 1 of 5 accounts`).waitFor();
    await page.getByLabel('Kind').selectOption('access-keys');
    await page.getByRole('button', { name: 'Tick what is shown', exact: true }).click();
    await page.getByText('Ticked: 2 credentials in 1 account').waitFor();
    for (const box of await page.getByLabel(/^I have checked/).all())
      if (await box.isVisible()) await box.check();
    await page.clock.install();
    await confirmSummary(page, /^Delete 2 credentials in 1 account\?$/);

    await page.getByRole('heading', { name: 'Approved by you' }).waitFor();
    await page.getByText('0 of 1 account done, 0 with failures so far.').waitFor();
    const address = page.url();
    await page.evaluate('window.notReloaded = true');
    release();
    await run.execution.result;
    await page.clock.fastForward(6_000);
    await page.getByRole('heading', { name: 'Finished' }).waitFor();
    expect([page.url(), await page.evaluate('window.notReloaded')]).toEqual([address, true]);
    expect(complaints).toEqual([]);
    expect(accounts.find((account) => account.id === id)?.credentials.accessKeys).toEqual([]);

    await page.getByRole('link', { name: 'Read the report' }).click();
    await page.getByRole('heading', { level: 1, name: run.report().coverage }).waitFor();
    await page.getByText('Alice Example').waitFor();
    for (const format of ['csv', 'json']) {
      const answer = await page.request.get(`${address}/report.${format}`);
      expect([answer.status(), (await answer.body()).length > 500]).toEqual([200, true]);
    }
  });

  it('leaves out an account with one click, and asks for a confirmation of what is in use', async () => {
    scenario.organize();
    const run = scenario.run();
    const { page } = await open(`${await run.link()}?select=all`);
    await page.getByText('Ticked: 14 credentials in 5 accounts').waitFor();
    await page
      .getByRole('button', { name: /^Leave out/ })
      .first()
      .click();
    await page.getByText(/in 4 accounts$/).waitFor();
    const confirmations = page.getByLabel(/^I have checked that nothing needs it/);
    for (const box of await confirmations.all()) if (await box.isEnabled()) await box.uncheck();
    await page.getByLabel('Your name').fill('Alice');
    await page.getByRole('button', { name: /^Delete \d+ credentials…$/ }).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.name')).toBe('confirm');
    expect(run.object('decision.json')).toBeUndefined();

    for (const box of await confirmations.all()) if (await box.isEnabled()) await box.check();
    await confirmSummary(page, /in 4 accounts\?$/);
    await run.execution.result;
    expect(run.report().outcomes).toMatchObject({ purged: 4, kept: 1 });
  });

  it('is refused after one question, with a name, and shows the second visitor who did', async () => {
    scenario.organize();
    const run = scenario.run();
    const [{ page: first }, { page: second }] = await Promise.all([
      open(await run.link(alice)),
      open(await run.link(bob)),
    ]);
    const refuse = async (page: Page, name: string) => {
      const button = page.getByRole('button', { name: 'Refuse everything' });
      expect(await button.isVisible()).toBe(false);
      await page.getByText('Refuse everything…').click();
      await page.getByText('It is settled for everyone').waitFor();
      await button.click();
      // The browser asks for the name.
      expect(await page.evaluate('document.activeElement.id')).toBe('name');
      await page.getByLabel('Your name').fill(name);
      await button.click();
    };
    await refuse(first, 'Alice');
    await first.getByRole('heading', { name: 'Refused by you' }).waitFor();
    await refuse(second, 'Bob');
    await second.getByText('This run was decided before.').waitFor();
    await second.getByRole('heading', { name: `Refused by ${alice}` }).waitFor();
    await run.execution.result;
    expect(countCredentials(scenario.organization)).toBe(14);
  });

  it('keeps what was typed whatever is clicked, and names what was used lately in its last question', async () => {
    scenario.organize();
    const run = scenario.run();
    const { page } = await open(await run.link(), { timezoneId: 'Asia/Tokyo' });
    const until = await page.locator('dt:text("Decide by") + dd time').innerText();
    expect(until).toMatch(/^\w{3}, .*, \d\d:\d\d GMT\+9 \(\w{3}, .*, \d\d:\d\d UTC\)$/);
    await page.getByLabel('Your name').fill('Alice Example');
    await page.getByLabel(/^Comment/).fill('Asked the owners.');
    for (const link of await page.getByRole('main').getByRole('link').all()) await link.click();
    await page.getByRole('link', { name: 'tick all and confirm these, too' }).click();
    await page.getByText('Ticked: 14 credentials in 5 accounts').waitFor();
    expect([
      await page.getByLabel('Your name').inputValue(),
      await page.getByLabel(/^Comment/).inputValue(),
    ]).toEqual(['Alice Example', 'Asked the owners.']);
    await page.getByRole('button', { name: /^Delete \d+ credentials…$/ }).click();
    const named = await page.getByRole('dialog').locator('#summary-uses li').allInnerTexts();
    const first = await page.locator('.note.warn li').allInnerTexts();
    expect(named.length).toBeGreaterThan(0);
    expect(named[0]).toMatch(/^.+: Access key AKIA\w+, used .* ago \(.+: .+\)$/);
    expect(first[0]).toContain(named[0]?.split(': Access')[1]);
  });

  it('is decided without JavaScript, in full', async () => {
    scenario.organize();
    const run = scenario.run();
    const { page } = await open(await run.link(), { javaScriptEnabled: false });
    expect(await page.locator('#toolbar').isVisible()).toBe(false);
    await page
      .getByRole('link', { name: /^Tick all|^tick all/ })
      .last()
      .click();
    await page.getByLabel('Your name').fill('Alice');
    const before = page.url();
    await page.getByRole('button', { name: 'Delete the ticked credentials' }).click();
    // The browser itself asks for the box above the buttons.
    expect([page.url(), run.object('decision.json')]).toEqual([before, undefined]);
    await page.getByLabel(/This cannot be undone/).check();
    await page.getByRole('button', { name: 'Delete the ticked credentials' }).click();
    await page.getByRole('heading', { name: 'Approved by you' }).waitFor();
    await run.execution.result;
    await page.goto(await run.link());
    await page.getByRole('heading', { name: 'Finished' }).waitFor();
    expect(countCredentials(scenario.organization)).toBe(0);
  });

  it('is decided with the keyboard alone', async () => {
    scenario.organize();
    const run = scenario.run();
    const { page } = await open(await run.link());
    const focused = () =>
      page.evaluate<string>('document.activeElement.name || document.activeElement.textContent');
    const tabTo = async (what: RegExp) => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        if (what.test(await focused())) return;
      }
      throw new Error(`The Tab key never comes to ${what}.`);
    };
    await tabTo(/^credential$/);
    await page.keyboard.press('Space');
    const confirm = await page.evaluate('!!document.querySelector(".choice:has(.tick :checked) .confirm")');
    if (confirm) {
      await tabTo(/^confirm$/);
      await page.keyboard.press('Space');
    }
    await tabTo(/^name$/);
    await page.keyboard.type('Alice');
    await tabTo(/^decision$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await focused()).toBe('Go back');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Approved by you' }).waitFor();
    await run.execution.result;
    expect(run.report().outcomes.kept).toBeGreaterThan(0);
  });

  it('fits a phone and breaks no rule of axe in any state, light and dark', async () => {
    scenario.organize({ trouble: true });
    const run = scenario.run();
    const link = await run.link();
    const states: [string, string][] = [];
    const look = async (state: string, url: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, complaints } = await open(url, { viewport: phone, colorScheme, bypassCSP: true });
        await fitsPhone(page);
        expect([
          state,
          await violations(page),
          complaints.filter((text) => !/status of 4/.test(text)),
        ]).toEqual([state, [], []]);
      }
      states.push([state, url]);
    };
    await look('pending', `${link}?select=all`);
    await decideOnPage(link, 'all');
    await look('decided', link);
    await run.execution.result;
    await look('finished', link);
    await look('report', `${link}/report.html`);
    await look('not found', `${link}x`);
    expect(states).toHaveLength(5);
  });
});
