import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { countCredentials } from '../../local-aws';
import { cloudTest, environmentCredentials, runIn } from './support/cloud-process';

it.each([
  ['ENOSPC', /INTERRUPTED in PurgeAccounts\. The disk of this machine is full/],
  ['EMFILE', /INTERRUPTED in PurgeAccounts\. This process may open no more files/],
  ['EACCES', /INTERRUPTED in PurgeAccounts\. This machine does not let you use a file/],
  ['throw', /INTERRUPTED in PurgeAccounts\. This program has failed \(TypeError: Cannot read/],
  ['reject', /INTERRUPTED in PurgeAccounts\. This program has failed \(TypeError: Cannot read/],
] as const)('says after %s what was deleted and how to go on, and goes on', async (kind, told) => {
  const test = await cloudTest({ accounts: 8, seed: 3 });
  onTestFinished(() => test.stop());
  const before = countCredentials(test.organization);
  const [failing, folder] = [join(test.folder, 'failing'), join(test.folder, '.root-purge')];
  const preload = `--import ${import.meta.resolve('./support/failing-machine.mjs')}`;
  const env = { ...environmentCredentials, NODE_OPTIONS: preload, FAILING: failing, FAILS_BELOW: folder };
  test.onCall = ({ operation }) => {
    const deleted = test.organization.events.filter(({ type }) => type === 'deleted').length;
    if (operation === 'AssumeRoot' && deleted > 0) writeFileSync(failing, kind);
  };
  const args = ['--purge', '--approve', 'all', '--concurrency', '1'];
  const { status, stdout } = await test.start(args, env, 'npx root-purge run').ended;

  const deleted = before - countCredentials(test.organization);
  expect(deleted).toBeGreaterThan(0);
  expect(deleted).toBeLessThan(before);
  const said = stdout.replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');
  expect({ status, said }).toEqual({ status: 2, said: expect.stringMatching(told) });
  const counts = /Deleted ((?:\d+ [\w ]+, )+)in \d+ account/.exec(said)?.[1] ?? '';
  expect([...counts.matchAll(/\d+/g)].reduce((sum, [n]) => sum + Number(n), 0)).toBe(deleted);

  rmSync(failing);
  test.onCall = () => undefined;
  const run = runIn(stdout);
  expect(said).toContain(`Go on with npx root-purge run --resume ${run}`);
  const resumed = await test.start(['--resume', run, '--approve', 'all'], env, 'npx root-purge run').ended;
  expect(resumed.status).toBe(0);
  expect(countCredentials(test.organization)).toBe(0);
});
