import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import {
  atCall,
  type CloudProcess,
  type CloudTest,
  cloudTest,
  environmentCredentials,
  runIn,
} from './support/cloud-process';

let test: CloudTest;
beforeAll(async () => {
  test = await cloudTest({ accounts: 18, seed: 3 });
});
afterAll(() => test.stop());

const waitingForDecision = /Waiting for a decision[\s\S]*\/runs\//;
const opened = () => test.organization.events.filter(({ type }) => type === 'session-opened').length;

/** Ctrl-C while AWS works on this operation; also says how many sessions were opened from then on. */
async function interruptedAt(operation: string, process: CloudProcess, after?: string) {
  let openedBefore = 0;
  await atCall(test, { operation, after }, async () => {
    process.kill('SIGINT');
    await process.printed('Interrupted:');
    openedBefore = opened();
  });
  const ended = await process.ended;
  return { ...ended, openedAfter: opened() - openedBefore };
}

it('is interrupted in every stage, goes on each time, and ends as a run that was not', async () => {
  const before = countCredentials(test.organization);
  const first = test.start(['--purge', '--approve', 'ask', '--concurrency', '1']);
  const listing = await interruptedAt('ListAccounts', first, 'AssumeRoot');
  const run = runIn(listing.stdout);
  const resume = (...more: string[]) => test.start(['--resume', run, '--approve', 'ask', ...more]);
  expect(listing).toMatchObject({ status: 130, openedAfter: 0 });
  expect(listing.stdout).toMatch(/INTERRUPTED in ListAccounts[\s\S]*Inspected +none[\s\S]*Half-way +none/);
  expect(listing.stdout).toContain(`npx root-purge run --resume ${run}\n`);

  const inspecting = await interruptedAt('ListAccessKeys', resume());
  expect(inspecting).toMatchObject({ status: 130, openedAfter: 0 });
  expect(inspecting.stdout).toMatch(/Inspected +1 of 16 accounts, 15 not begun\nPurged +none/);

  const waiting = resume();
  const oldLink = linkIn(await waiting.printed(waitingForDecision));
  waiting.kill('SIGINT');
  expect((await waiting.ended).stdout).toMatch(
    /INTERRUPTED in RequestApproval[\s\S]*Inspected +all 16\nPurged +none/,
  );

  const deciding = resume();
  const link = linkIn(await deciding.printed(waitingForDecision));
  expect(new URL(link).pathname).not.toBe(new URL(oldLink).pathname);
  const onThisServer = new URL(new URL(oldLink).pathname, link).href;
  await expect(decideOnPage(onThisServer, 'all')).rejects.toThrow(/answered 404/);
  const purging = interruptedAt('DeleteSigningCertificate', deciding);
  await decideOnPage(link, 'all');
  const ended = [await purging];
  for (const operation of ['DeleteAccessKey', 'DeleteLoginProfile', 'DeactivateMFADevice'])
    ended.push(await interruptedAt(operation, resume()));
  for (const { status, openedAfter, stdout } of ended) {
    expect({ status, openedAfter }).toEqual({ status: 130, openedAfter: 0 });
    expect(stdout).toMatch(
      /INTERRUPTED in PurgeAccounts[\s\S]*Purged +\d of \d accounts, \d not begun\nDeleted +\d[\s\S]*\nHalf-way +none/,
    );
  }

  test.onCall = () => undefined;
  const last = await resume('--json').ended;
  expect(last).toMatchObject({ status: 0 });
  expect(JSON.parse(last.stdout)).toMatchObject({ status: 'SUCCEEDED', outcomes: { failed: 0, unknown: 0 } });
  expect(countCredentials(test.organization)).toBe(0);
  const deleted = test.organization.events.filter(({ type }) => type === 'deleted');
  expect(new Set(deleted.map(({ accountId, detail }) => `${accountId} ${detail}`)).size).toBe(before);
  expect(deleted).toHaveLength(before);

  const afterwards = await resume().ended;
  expect(afterwards).toMatchObject({ status: 1, stdout: '' });
  expect(afterwards.stderr).toContain('It has ended, as SUCCEEDED. Start a new run.');
  holdsNoSecret([link, oldLink]);
}, 300_000);

/** Every file and folder is its owner's alone, and none of them holds what nobody else may know. */
function holdsNoSecret(links: readonly string[]): void {
  const secrets = [
    environmentCredentials.AWS_SECRET_ACCESS_KEY,
    ...test.sessionSecrets,
    ...links.map((link) => link.split('/').at(-1) ?? ''),
  ];
  const entries = readdirSync(join(test.folder, '.root-purge'), { recursive: true, withFileTypes: true });
  expect(entries.length).toBeGreaterThan(30);
  expect(test.sessionSecrets.length).toBeGreaterThan(30);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    expect([path, (statSync(path).mode & 0o777).toString(8)]).toEqual([path, entry.isFile() ? '600' : '700']);
    const text = entry.isFile() ? readFileSync(path, 'utf8') : '';
    expect([path, secrets.filter((secret) => text.includes(secret))]).toEqual([path, []]);
  }
}
