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
function runApp(context: Record<string, unknown>, ROOT_PURGE_CONFIG = '') {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      ROOT_PURGE_CONFIG,
    },
  });
}

it('refuses a wrong configuration before anything is synthesized', () => {
  const { status, stderr } = runApp({ approvers: ['alice'] });
  expect(status).toBe(1);
  expect(stderr).toBe(
    'The configuration (root-purge.json, or context: cdk.json, -c key=value) is not valid.\n' +
      '- approvers[0]: received "alice"; allowed: an email address\n',
  );
  expect(readdirSync(outdir)).toEqual([]);
});

it('takes the configuration from a file, and refuses one that is not there', () => {
  const { status, stderr } = runApp({}, 'test/fixtures/no-such-file.json');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `${root}test/fixtures/no-such-file.json, which ROOT_PURGE_CONFIG names, is not there.\n`,
  });
  expect(runApp({ approvers: 'alice@corp.example' }, 'root-purge.example.json').stderr).toContain(
    `- approvers: received ["alice@example.com","bob@example.com"] in ${root}root-purge.example.json, and "alice@corp.example" as context`,
  );
});

it('does not get past the CDK CLI with the example of a configuration', { timeout: 120_000 }, () => {
  const env = {
    ...process.env,
    CDK_CONTEXT_JSON: undefined,
    ROOT_PURGE_CONFIG: 'root-purge.example.json',
  };
  const args = ['synth', '--quiet', '--output', join(outdir, 'example')];
  const { status, stderr } = spawnSync('node_modules/.bin/cdk', args, { cwd: root, encoding: 'utf8', env });
  expect(status).toBe(1);
  expect(stderr).toContain('alice@example.com, bob@example.com: an example, where nobody gets mail.');
});

it('synthesizes one stack, in which the validation of the CDK finds nothing', { timeout: 120_000 }, () => {
  // What a schedule may be is asked of a package that Node.js loads in another way than vitest does.
  const { status, stderr } = runApp({ approvers: ['alice@corp.example'], schedule: 'cron(0 6 ? * MON *)' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  const stacks = Object.keys(artifacts).filter((id) => artifacts[id].type === 'aws:cloudformation:stack');
  expect({ stacks, pluginReports }).toEqual({ stacks: ['RootCredentialPurge'], pluginReports: [] });
});
