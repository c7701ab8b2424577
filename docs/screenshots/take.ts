import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { startLocalApp } from '../../cli/run/local-app';
import { sampleTask } from '../../cli/run/simulated/sample-task';
import { createOrganization, systemClock } from '../../local-aws';
import { openIn, phone, startBrowser } from '../../test/support/browser';

/** Takes the pictures of the README from a run on this machine: `npx tsx docs/screenshots/take.ts`. */
const folder = fileURLToPath(new URL('.', import.meta.url));
const desk = { width: 1000, height: 800 };
const browser = await startBrowser();
if (!browser) throw new Error('No browser can start on this machine.');

async function shoot(name: string, url: string, options: Parameters<typeof openIn>[2] = {}): Promise<void> {
  const { page } = await openIn(browser, url, { viewport: desk, ...options });
  if (name === 'confirm') {
    await page.getByLabel('Your name').fill('Alice Example');
    await page.getByRole('button', { name: /^Delete \d+ credentials…$/ }).click();
    await page.locator('dialog[open]').waitFor();
  }
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: name === 'task' });
  await page.close();
}

/** The link that the approver of this run is mailed. */
async function linkTo(run: string, mails: { message: string }[]): Promise<string> {
  const mail = mails.find(({ message }) => message.includes(`/runs/${run}/`));
  if (mail) return linkIn(mail.message);
  await systemClock.sleep(50);
  return linkTo(run, mails);
}

const temporary = mkdtempSync(join(tmpdir(), 'root-purge-screenshots-'));
const assembly = await keptAssembly({ approvers: ['alice@example.com'] });
const organization = createOrganization({
  accounts: 24,
  seed: 3,
  trouble: true,
  clock: systemClock,
  resources: true,
});
/** Four accounts are purged at once; the others wait until the picture of the run is taken. */
const purging = { accounts: new Set<string>(), held: Promise.resolve() };
const mails: { message: string }[] = [];
const app = await startLocalApp({
  assembly,
  bucketFolder: join(temporary, 'bucket'),
  clock: systemClock,
  organization,
  onCall: ({ operation, accountId = '' }) => {
    if (!/^(Delete|Deactivate)/.test(operation)) return undefined;
    if (purging.accounts.size < 4) purging.accounts.add(accountId);
    return purging.accounts.has(accountId) ? undefined : purging.held;
  },
  onEmail: (email) => mails.push(email),
});
try {
  const rehearsal = app.start('first-rehearsal', { mode: 'rehearsal', reason: 'Does it reach everybody?' });
  const rehearsalLink = await linkTo('first-rehearsal', mails);
  await shoot('rehearsal', rehearsalLink);
  await decideOnPage(rehearsalLink, 'none');
  await rehearsal.result;

  const reason = 'Centralized root access is on since October: nobody should sign in as root any more.';
  const execution = app.start('quarterly-clean-up', { reason, startedBy: 'Jo Example, platform team' });
  const link = await linkTo('quarterly-clean-up', mails);
  await shoot('pending', link);
  await shoot('plan', `${link}?select=unused#credentials`);
  await shoot('confirm', `${link}?select=all`);
  await shoot('phone', `${link}?select=unused`, { viewport: phone, colorScheme: 'dark' });

  let release: () => void = () => undefined;
  purging.held = new Promise((resolve) => {
    release = resolve;
  });
  await decideOnPage(link, 'all', 'Checked with the owners of the accounts.');
  while (!(await (await fetch(link)).text()).includes('4 of 11 accounts')) await systemClock.sleep(200);
  await shoot('running', link);
  release();
  await execution.result;
  await shoot('finished', link);
  await shoot('report', `${link}/report.html`);

  const task = sampleTask('delete-bucket-policy', organization) ?? {};
  const locked = 'A new policy denies everybody, its author too.';
  const unlocking = app.startTask('unlock', { ...task, reason: locked });
  const taskLink = await linkTo('task-unlock', mails);
  await shoot('task', taskLink);
  await decideOnPage(taskLink, 'none');
  await unlocking.result;
} finally {
  await app.close();
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}
