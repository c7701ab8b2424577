import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { verifyRun } from '../../cli/verify/verify-run';
import { countCredentials } from '../../local-aws';
import { openIn, phone, startBrowser, violations } from '../support/browser';
import { alice, bob } from './support/approvers';
import { useScenario } from './support/scenario';
import { Tampering } from './support/tampering';

const browser = await startBrowser();
const approvers = [alice, bob];
const scenario = useScenario({ assembly: await keptAssembly({ approvers, approvals: { required: 2 } }) });

const opened: Page[] = [];
async function open(url: string, options: Parameters<typeof openIn>[2] = {}) {
  const { page } = await openIn(browser, url, { viewport: { width: 1000, height: 800 }, ...options });
  opened.push(page);
  return page;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((page) => page.close()));
});
afterAll(() => browser?.close());

/** Ticks everything on the page, and proposes it. */
async function propose(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Alice Example');
  await page.getByRole('button', { name: /^Propose to delete \d+ credentials?…$/ }).click();
  const summary = page.getByRole('dialog', { name: /^Propose to delete/ });
  await summary.getByText('once a second person has confirmed it').waitFor();
  await summary.getByRole('button', { name: /^Propose to delete/ }).click();
  await page.getByText('Your proposal waits for a second person').waitFor();
}

async function confirm(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Bob Example');
  await page.getByLabel(/^Delete \d+ root user credentials/).check();
  await page.getByRole('button', { name: 'Confirm exactly this' }).click();
}

describe.skipIf(!browser)('two people in a browser', () => {
  it('approve together: one waits on a live page, and the other confirms what they see', async () => {
    scenario.organize();
    const run = scenario.run();
    const [first, second] = await Promise.all([run.link(alice), run.link(bob)]);
    const alices = await open(`${first}?select=all`);
    await propose(alices);
    expect(await violations(alices)).toEqual([]);
    expect(countCredentials(scenario.organization)).toBe(14);

    const bobs = await open(second, { viewport: phone, colorScheme: 'dark' });
    await bobs.getByText('Alice Example').waitFor();
    expect(await violations(bobs)).toEqual([]);
    expect(await bobs.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
    await confirm(bobs);
    await alices.getByText(`Approved by ${bob}`).waitFor();
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(0);
    expect(run.report().decision).toMatchObject({
      decidedBy: bob,
      proposal: { number: 1, decidedBy: alice, name: 'Alice Example' },
    });
    const { message } = run.emails().at(-1) ?? {};
    expect(message).toContain(alice);
    expect(message).toContain(bob);
    const checks = await verifyRun(new Tampering(join(scenario.folder, 'runs', run.name)).files);
    expect(checks.filter(({ verdict }) => verdict !== 'holds').map(({ check }) => check)).toEqual([
      'signature',
    ]);
  });

  it('approve together without JavaScript', async () => {
    scenario.organize();
    const run = scenario.run();
    const [first, second] = await Promise.all([run.link(alice), run.link(bob)]);
    const alices = await open(`${first}?select=all`, { javaScriptEnabled: false });
    await alices.getByLabel('Your name').fill('Alice Example');
    await alices.getByLabel(/This cannot be undone/).check();
    await alices.getByRole('button', { name: 'Propose to delete the ticked credentials' }).click();
    await alices.getByText('Your proposal waits for a second person').waitFor();
    const bobs = await open(second, { javaScriptEnabled: false });
    await confirm(bobs);
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(0);
  });

  it('do not, where the second one refuses', async () => {
    scenario.organize();
    const run = scenario.run();
    const [first, second] = await Promise.all([run.link(alice), run.link(bob)]);
    await propose(await open(`${first}?select=all`));
    const bobs = await open(second);
    await bobs.getByLabel('Your name').fill('Bob Example');
    await bobs.getByText('Refuse everything…').click();
    await bobs.getByRole('button', { name: 'Refuse everything' }).click();
    await bobs.getByRole('heading', { name: 'Refused by you' }).waitFor();
    await run.execution.result;
    expect(countCredentials(scenario.organization)).toBe(14);
  });

  it('do not in a rehearsal, which goes the same way', async () => {
    scenario.organize();
    const run = scenario.run({ mode: 'rehearsal' });
    const [first, second] = await Promise.all([run.link(alice), run.link(bob)]);
    await propose(await open(`${first}?select=all`));
    await confirm(await open(second));
    await run.execution.result;
    expect(run.report().decision).toMatchObject({ decision: 'APPROVED', proposal: { decidedBy: alice } });
    expect(countCredentials(scenario.organization)).toBe(14);
  });
});
