import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { rootPurgeProcess } from './support/command-line';

it('npx runs the command of this very folder, with an empty cache and without a network', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'root-purge-npx-'));
  const env = { ...process.env, npm_config_cache: cache, npm_config_registry: 'http://127.0.0.1:1/' };
  const run = promisify(execFile)('npx', ['root-purge', 'check', '--help'], { env, cwd: resolve() });
  const { stdout } = await run.finally(() => rmSync(cache, { recursive: true, force: true }));
  expect(stdout).toContain('Usage: root-purge check');
});

it('the bundle reads a schedule, with a package that is no ES module', async () => {
  const env = { CDK_CONTEXT_JSON: '{"schedule":"cron(0 6 ? * MON)"}' };
  expect(await rootPurgeProcess(['check'], { env })).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining(
      '- schedule.expression: received "cron(0 6 ? * MON)"; allowed: rate(7 days), or cron(',
    ),
  });
});
