import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { startLocalApp } from '../../cli/run/local-app';
import { createOrganization, systemClock } from '../../local-aws';
import { openIn, phone, startBrowser } from '../../test/support/browser';

/** Takes the pictures of two people who approve: `npx tsx docs/screenshots/take-two-people.ts`. */
const folder = fileURLToPath(new URL('.', import.meta.url));
const browser = await startBrowser();
if (!browser) throw new Error('No browser can start on this machine.');

async function shoot(name: string, url: string, options: Parameters<typeof openIn>[2] = {}): Promise<void> {
  const { page } = await openIn(browser, url, { viewport: { width: 1000, height: 800 }, ...options });
  if (name === 'two-people-confirm')
    await page.evaluate('document.getElementById("left-out")?.scrollIntoView()');
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

const temporary = mkdtempSync(join(tmpdir(), 'root-purge-screenshots-'));
const approvers = ['alice@example.com', 'bob@example.com'];
const mails: { to: string; message: string }[] = [];
const app = await startLocalApp({
  assembly: await keptAssembly({ approvers, approvals: { required: 2 } }),
  bucketFolder: join(temporary, 'bucket'),
  clock: systemClock,
  organization: createOrganization({ accounts: 8, seed: 3, clock: systemClock }),
  onEmail: (email) => mails.push(email),
});
/** The link that this approver is mailed. */
async function linkOf(approver: string): Promise<string> {
  const mail = mails.find(({ to, message }) => to === approver && message.includes('/runs/'));
  if (mail) return linkIn(mail.message);
  await systemClock.sleep(50);
  return linkOf(approver);
}
try {
  const run = app.start('quarterly-clean-up', { startedBy: 'Jo Example, platform team' });
  const [first = '', second = ''] = await Promise.all(approvers.map(linkOf));
  const page = await (await fetch(first)).text();
  const boxes = [...page.matchAll(/name="credential" value="([^"]*)"/g)].flatMap(([, value = '']) => value);
  const ticks = new Set(boxes.slice(1));
  await decideOnPage(first, ticks, 'The vendor still signs with the other one.', 'Alice Example');
  await shoot('two-people-waits', first);
  await shoot('two-people-proposal', second);
  await shoot('two-people-confirm', second, { colorScheme: 'dark' });
  await shoot('two-people-phone', second, { viewport: phone, colorScheme: 'dark' });
  await decideOnPage(second, 'all', 'Checked, too.', 'Bob Example');
  await run.result;
} finally {
  await app.close();
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}
