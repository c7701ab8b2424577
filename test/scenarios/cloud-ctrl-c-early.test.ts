import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atCall, type CloudTest, cloudTest } from './support/cloud-process';

let test: CloudTest;
beforeAll(async () => {
  test = await cloudTest({ accounts: 2 });
});
afterAll(() => test.stop());

it('says that nothing was started where Ctrl-C comes during the check', async () => {
  const process = test.start(['--purge', '--approve', 'all']);
  // No answer before the process has ended: it cannot come further than this call.
  await atCall(test, { operation: 'ListOrganizationsFeatures' }, async () => {
    process.kill('SIGINT');
    await process.ended;
  });
  expect(await process.ended).toMatchObject({
    status: 130,
    stdout: '',
    stderr: '\nInterrupted before the run began: nothing was started.\n',
  });
  const runs = join(test.folder, 'runs');
  expect(existsSync(runs) ? readdirSync(runs) : []).toEqual([]);
  expect(test.organization.events).toEqual([]);
}, 60_000);
