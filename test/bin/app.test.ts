import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outdir = mkdtempSync(join(tmpdir(), 'root-purge-test-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Runs the app as the CDK CLI does. */
function runApp(context: Record<string, unknown>) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
}

it('refuses a wrong configuration before anything is synthesized', () => {
  const { status, stderr } = runApp({ approvers: ['alice'] });
  expect(status).toBe(1);
  expect(stderr).toBe(
    'The configuration (context in cdk.json, or -c key=value) is not valid.\n' +
      '- approvers[0]: received "alice"; allowed: an email address\n',
  );
  expect(readdirSync(outdir)).toEqual([]);
});

it('synthesizes one stack, in which the validation of the CDK finds nothing', { timeout: 120_000 }, () => {
  const { status, stderr } = runApp({ approvers: ['alice@corp.example'] });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  const stacks = Object.keys(artifacts).filter((id) => artifacts[id].type === 'aws:cloudformation:stack');
  expect({ stacks, pluginReports }).toEqual({ stacks: ['RootCredentialPurge'], pluginReports: [] });
});
