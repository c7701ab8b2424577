import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countCredentials } from '../../local-aws';
import { atCall, type CloudTest, cloudTest, runIn } from './support/cloud-process';

let test: CloudTest;
beforeAll(async () => {
  test = await cloudTest({ accounts: 8, seed: 3 });
});
afterAll(() => test.stop());

const never = () => new Promise<never>(() => undefined);

it('goes on after it was killed, and again after a second Ctrl-C', async () => {
  const before = countCredentials(test.organization);
  const killed = test.start(['--purge', '--approve', 'all', '--concurrency', '1']);
  await atCall(test, { operation: 'DeleteLoginProfile' }, async () => killed.kill('SIGKILL'));
  const { signal, stdout } = await killed.ended;
  const run = runIn(stdout);
  expect(signal).toBe('SIGKILL');

  let inHand = '';
  const hurried = test.start(['--resume', run, '--approve', 'all']);
  await new Promise<void>((resolve) => {
    test.onCall = async ({ operation, accountId = '' }) => {
      if (operation !== 'DeleteAccessKey') return;
      inHand = accountId;
      resolve();
      await never();
    };
  });
  hurried.kill('SIGINT');
  await hurried.printed('Ctrl-C again ends at once, and leaves it half-way.');
  // What npm passes on of the same Ctrl-C does not count as a second one.
  hurried.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 600));
  hurried.kill('SIGINT');
  const ended = await hurried.ended;
  expect(ended.status).toBe(130);
  expect(ended.stdout).toMatch(/0 accounts done with PurgeAccounts; one that was in hand is done again/);
  expect(ended.stdout).toContain(`${inHand} (in DeleteAccessKeys)`);

  test.onCall = () => undefined;
  const last = await test.start(['--resume', run, '--approve', 'all']).ended;
  expect(last.status).toBe(0);
  expect(countCredentials(test.organization)).toBe(0);
  const deleted = test.organization.events.filter(({ type }) => type === 'deleted');
  expect(deleted).toHaveLength(before);
  const folder = join(test.folder, '.root-purge/runs', run);
  const { outcomes } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  expect(outcomes).toMatchObject({ failed: 0, unknown: 0, kept: 0 });
  expect(existsSync(join(folder, 'local/lock'))).toBe(false);
}, 300_000);
