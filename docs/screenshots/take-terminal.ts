import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { decideOnPage } from '../../cli/run/approval/approver';
import { wrapLines } from '../../cli/terminal/wrap';
import { createOrganization, type OrganizationOptions, startSimulator, systemClock } from '../../local-aws';
import { denyRoot, isRoot } from '../../test/cli/check/deployed/wrong';
import { type CommandOptions, rootPurge } from '../../test/cli/support/command-line';
import { Deployed, documentedPolicy } from '../../test/cli/support/deployed';
import { openPage, submit } from '../../test/scenarios/support/page';
import { startBrowser } from '../../test/support/browser';
import { ansiToHtml } from './ansi-html';

/** Takes the pictures of the commands from runs on this machine: `npx tsx docs/screenshots/take-terminal.ts`. */
/** Where the commands leave their files. */
const cwd = mkdtempSync(join(tmpdir(), 'root-purge-terminal-'));
const folder = fileURLToPath(new URL('.', import.meta.url));

const page = (html: string) => `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: #fff; }
  pre { margin: 0; padding: 18px 22px; width: max-content; min-width: 60ch; background: #14181f; color: #d7dce4;
        font: 13px/1.45 "DejaVu Sans Mono", monospace; }
  .prompt { color: #7c8798; } .bold { font-weight: 700; color: #fff; } .dim { color: #8c96a6; }
  .red { color: #ff7b72; } .green { color: #56d364; } .yellow { color: #e3b341; }
</style><pre>${html}</pre>`;

async function shoot(browser: Browser, name: string, html: string): Promise<void> {
  const opened = await browser.newPage({ viewport: { width: 1000, height: 600 }, deviceScaleFactor: 1.5 });
  await opened.setContent(page(html));
  await opened.locator('pre').screenshot({ path: join(folder, `terminal-${name}.png`) });
  await opened.close();
}

/** A command as it is typed, and what it shows. */
async function command(
  args: readonly string[],
  env: Record<string, string>,
  onOutput?: CommandOptions['onOutput'],
): Promise<string> {
  const { stdout, stderr } = await rootPurge(args, { env: { ...env, FORCE_COLOR: '1' }, cwd, onOutput });
  const typed = ['npx root-purge', ...args.map((arg) => (/[\s{]/.test(arg) ? `'${arg}'` : arg))].join(' ');
  return `<span class="prompt">$</span> ${ansiToHtml(typed)}\n${ansiToHtml(stdout + stderr)}`;
}

async function withOrganization(
  options: Partial<OrganizationOptions>,
  work: (env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const organization = createOrganization({ accounts: 12, seed: 1, clock: systemClock, ...options });
  const simulator = await startSimulator({ organization, clock: systemClock });
  await work({
    AWS_ENDPOINT_URL: simulator.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'operator',
    AWS_SECRET_ACCESS_KEY: 'simulated',
  });
  await simulator.close();
}

const browser = await startBrowser();
if (!browser) throw new Error('No browser can start on this machine.');
const deployed = new Deployed();
try {
  await withOrganization({ features: 'none', trustedAccess: false, trouble: true }, async (env) => {
    await shoot(browser, 'check', await command(['check'], env));
    await shoot(browser, 'enable', await command(['enable', '--yes'], env));
    await shoot(browser, 'ready', await command(['check'], env));
  });

  await withOrganization({ accounts: 6 }, async (env) => {
    await shoot(browser, 'run', await command(['run'], env));
  });

  await deployed.start();
  deployed.organize({ accounts: 12 });
  const env = deployed.env('Operator', await documentedPolicy('start.json'));
  const name = 'quarterly-clean-up';
  const watched: string[] = [];
  let decided: Promise<unknown> | undefined;
  await rootPurge(['start', '--audit'], { env });
  const started = await command(
    ['start', '--name', name, '--reason', 'Nobody signs in as root'],
    env,
    (text) => {
      if (decided || !text.includes('waits for a decision')) return;
      decided = (async () => {
        watched.push(await command(['status'], env), await command(['status', name], env));
        await decideOnPage(await deployed.link(name), 'all');
      })();
    },
  );
  await decided;
  await shoot(browser, 'start', started);
  await shoot(browser, 'status', watched.join('\n'));

  const [account] = deployed.organization.accounts;
  const task = {
    task: 'allow-password-recovery',
    accounts: [account?.id],
    reason: 'The provider asks for root',
  };
  let approved: Promise<unknown> | undefined;
  const recovered = await command(
    ['start', '--task', JSON.stringify(task), '--name', 'recovery'],
    env,
    (text) => {
      if (approved || !text.includes('waits for a decision')) return;
      approved = (async () => {
        const link = await deployed.link('task-recovery');
        await submit(link, await openPage(link), 'approve');
      })();
    },
  );
  await shoot(browser, 'task', recovered);

  const reading = deployed.env('Checker', await documentedPolicy('check-deployed.json'));
  const { organization, app } = deployed;
  for (const { subscriptions } of app.resources.topics)
    for (const subscription of subscriptions) subscription.authenticated = true;
  const [waiting] = app.resources.topics[0]?.subscriptions ?? [];
  if (waiting) waiting.confirmed = false;
  organization.serviceControlPolicies.push({
    name: 'DenyRootOfWorkloads',
    targets: organization.organizationalUnits.slice(0, 1).map(({ id }) => id),
    document: denyRoot(isRoot),
  });
  const checked = await command(['check', '--deployed'], { ...app.organizationEndpoints, ...reading });
  await shoot(browser, 'check-deployed', checked);
  if (waiting) waiting.confirmed = true;

  deployed.organize({ accounts: 12 });
  const reader = deployed.env('Reader', await documentedPolicy('report.json'));
  const mailOf = async (name: string) => {
    await rootPurge(['start', '--audit', '--name', name], { env });
    const mail = deployed.emails.findLast(({ message }) => message.includes(`/${name}/report.html`));
    return wrapLines(`Subject: ${mail?.subject}\n\n${mail?.message}\n`, 110);
  };
  await mailOf('audit-2026-46');
  await rootPurge(['start', '--name', 'purge-2026-46', '--no-follow'], { env });
  await decideOnPage(await deployed.link('purge-2026-46'), 'all');
  await rootPurge(['status', 'purge-2026-46', '--follow'], { env });
  await mailOf('audit-2026-47');
  const [back, fresh, dark] = deployed.organization.accounts.slice(-3);
  if (back) back.credentials.loginProfile = { createDate: new Date().toISOString().replace(/\.\d+Z/, 'Z') };
  if (fresh) fresh.faults.assumeRootDenied = true;
  if (dark) dark.faults.assumeRootDenied = true;
  await shoot(browser, 'mail', ansiToHtml(await mailOf('audit-2026-48')));
  await shoot(browser, 'report', await command(['report'], reader));
} finally {
  await deployed.stop();
  await browser.close();
  rmSync(cwd, { recursive: true, force: true });
}
