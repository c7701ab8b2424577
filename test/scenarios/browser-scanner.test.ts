import { afterAll, describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import { openIn, startBrowser, violations } from '../support/browser';
import { ManualClock } from '../support/manual-clock';
import { eventually, useScenario } from './support/scenario';

const browser = await startBrowser();
const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
afterAll(() => browser?.close());

const hour = 60 * 60 * 1000;

describe.skipIf(!browser)('in a browser', () => {
  it('a scanner that renders the page, moves the mouse and follows every link decides nothing', async () => {
    scenario.organize();
    const run = scenario.run();
    const link = await run.link();
    for (const method of ['HEAD', 'GET', 'OPTIONS']) await fetch(link, { method });
    const { page } = await openIn(browser, link, { viewport: { width: 1100, height: 900 } });
    const links = await page
      .getByRole('link')
      .evaluateAll((found) => found.map((a) => String(Reflect.get(a, 'href'))));
    expect(links.length).toBeGreaterThan(3);
    for (const address of new Set(links)) {
      await page.goto(address);
      for (let step = 0; step < 20; step++) await page.mouse.move(step * 50, step * 45);
      await page.mouse.wheel(0, 5_000);
      for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Tab');
    }
    expect(run.object('decision.json')).toBeUndefined();
    expect(countCredentials(scenario.organization)).toBe(14);
    await page.close();
    await decideOnPage(link, 'none');
    await run.execution.result;
  });

  it('an expired run says so, decides nothing, and breaks no rule of axe', async () => {
    scenario.organize();
    const run = scenario.run();
    const link = await run.link();
    const { page } = await openIn(browser, link, { bypassCSP: true });
    await page.getByLabel('Your name').fill('Alice');
    clock.advance(54 * hour);
    await eventually(() => run.emails().find(({ subject }) => subject.startsWith('Reminder')), run.execution);
    clock.advance(19 * hour);
    await run.execution.result;
    await page.getByText('Refuse everything…').click();
    await page.getByLabel('Your name').fill('Alice');
    await page.getByRole('button', { name: 'Refuse everything' }).click();
    await page.getByRole('heading', { name: 'Nobody decided in time' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
