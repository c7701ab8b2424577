import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { DeployedSimulator } from '../support/deployed-simulator';

const event = resolve('test/fixtures/events/account-joined-organization-without-account.json');
const simulator = new DeployedSimulator('--event', event);
beforeAll(async () => {
  await simulator.says(/source \.root-purge\/deployed\.env/);
}, 120_000);
afterAll(() => simulator.remove());

const bucket = async () => {
  const { stdout } = await simulator.types('npx root-purge start --audit --name audit --json');
  return /s3:\/\/([^/]+)\//.exec(stdout)?.[1] ?? '';
};

it('shows the mail about an event that started nothing', async () => {
  await simulator.says(/To: +operator@example\.com\n\| Subject: .*an event started nothing/);
  await simulator.says(/^Reported by email: It names no account, or more than one\.$/m);
});

it('is ready, as check --deployed says', async () => {
  const { stdout, status } = await simulator.types(
    'npx root-purge check --deployed --management-profile management',
  );
  expect(stdout).toContain('Ready. A run can be started; begin with an audit.');
  expect(stdout).not.toMatch(/ unknown /);
  expect(status).toBe(0);
}, 60_000);

it('lets start, status, report and verify do their work', async () => {
  const name = await bucket();
  expect(await simulator.types('npx root-purge status')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^audit +purge +SUCCEEDED/m),
  });
  expect(await simulator.types('npx root-purge report')).toMatchObject({
    status: 2,
    stdout: expect.stringMatching(/^14 root credentials in 5 accounts of 11\.$/m),
  });
  const verified = await simulator.types(`npx root-purge verify s3://${name}/runs/audit`);
  expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('This record holds') });
}, 60_000);

it('purges what is approved by the link in the mail that it shows', async () => {
  await simulator.types('npx root-purge start --name purge --no-follow');
  const [mail] = await simulator.says(/Subject: Approve\?.*?\/runs\/purge\/[\w-]{43}/s);
  await decideOnPage(linkIn(mail), 'all');
  const { stdout, status } = await simulator.types('npx root-purge status purge --follow');
  expect(stdout).toMatch(/SUCCEEDED .*hold\s+no\s+root/s);
  expect(status).toBe(0);
}, 60_000);

it('is operated by somebody who may do what the documented policies allow, and nothing else', async () => {
  const other = 'npx root-purge enable --yes --delegated-admin 981395138942 --profile management';
  expect(await simulator.types(other)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^organizations:RegisterDelegatedAdministrator failed: AccessDenied/),
  });
});

it('ends at Ctrl-C, also while an execution waits, and leaves nothing', async () => {
  await simulator.types('npx root-purge start --name waits --no-follow');
  expect(await simulator.interrupt()).toBe(0);
  expect(simulator.leaves).toBe(false);
  expect(readdirSync(join(simulator.folder, '.root-purge', 'tmp'))).toEqual([]);
}, 30_000);
