import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Simulated, startSimulated } from '../../bench/child';
import { createOrganization, queueUrl, systemClock } from '../../local-aws';
import { type Packed, packCommandLine } from '../../package/package';
import { portsOf } from '../scenarios/support/attack';
import { runIn, startProcess } from '../scenarios/support/cloud-process';
import { inTerminal, type PseudoTerminal } from '../scenarios/support/pseudo-terminal';

/** An empty folder, and the packed file in it alone. */
const folder = mkdtempSync(join(tmpdir(), 'root-purge-packed-'));
const program = join(folder, 'bin', 'root-purge');
let packed: Packed;
let simulated: Simulated;

beforeAll(async () => {
  packed = await packCommandLine(folder);
  npm('install', '--global', '--prefix', folder, packed.tarball);
  simulated = await startSimulated(4, 0, ['--features', 'none', '--trusted-access', 'off']);
});
afterAll(() => {
  simulated?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing of this machine's environment, and no registry to ask. */
const environment = () => ({
  PATH: process.env.PATH,
  HOME: folder,
  TERM: 'xterm-256color',
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
  AWS_ENDPOINT_URL: simulated?.url,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAOPERATOR00000000',
  AWS_SECRET_ACCESS_KEY: 'simulated',
  AWS_EC2_METADATA_DISABLED: 'true',
});

const npm = (...args: string[]) =>
  execFileSync('npm', args, { cwd: folder, env: environment(), encoding: 'utf8' });

const rootPurge = (...args: string[]) =>
  startProcess([program, ...args], { cwd: folder, env: environment() });

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

const reportOf = (run: string) =>
  JSON.parse(readFileSync(join(folder, '.root-purge', 'runs', run, 'report.json'), 'utf8'));

it('is one small package that needs no other, with its bill of materials and checksums', () => {
  const modules = join(folder, 'lib', 'node_modules');
  const [scope = ''] = readdirSync(modules);
  const [name = ''] = readdirSync(join(modules, scope));
  const own = JSON.parse(readFileSync(join(modules, scope, name, 'package.json'), 'utf8'));
  expect(own).not.toHaveProperty('dependencies');
  expect(own).not.toHaveProperty('private');
  expect(own).toMatchObject({ name: `${scope}/${name}`, bin: { 'root-purge': expect.any(String) } });
  const bytes = filesBelow(modules).reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThan(15_000_000);

  const { bomFormat, components } = JSON.parse(readFileSync(packed.sbom, 'utf8'));
  expect(bomFormat).toBe('CycloneDX');
  const licences = readFileSync(join(modules, scope, name, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const licensed = [...licences.matchAll(/^(\S+) (\d\S*) \([^)]+\)$/gm)].map(
    ([, one, version]) => `${one}@${version}`,
  );
  expect(components.map((one: Record<string, string>) => one['bom-ref']).sort()).toEqual(licensed.sort());
  expect(licensed).toContain('jsonata@2.0.6');
  expect(licensed.filter((one) => /^(aws-cdk-lib|esbuild|tsx)@/.test(one))).toEqual([]);

  const lines = readFileSync(packed.checksums, 'utf8').trim().split('\n');
  for (const file of [packed.tarball, packed.sbom]) {
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(lines).toContain(`${digest}  ${basename(file)}`);
  }
});

it('is run by npx from the file, too, and says how it is called where it is installed', () => {
  const help = npm('exec', '--yes', '--', `./${basename(packed.tarball)}`, 'check', '--help');
  expect(help).toContain('Usage: root-purge check');
  expect(help).toMatch(/^ {2}root-purge check$/m);
  expect(help).not.toContain('npx root-purge');
});

it('checks, enables and audits, and listens nowhere', async () => {
  expect(await rootPurge('check').ended).toMatchObject({ status: 2 });
  expect(await rootPurge('enable', '--yes').ended).toMatchObject({ status: 0, stderr: '' });
  expect(await rootPurge('check').ended).toMatchObject({ status: 0, stderr: '' });

  const audit = rootPurge('run', '--concurrency', '1');
  await audit.printed('Inspecting accounts');
  expect(portsOf(audit.pid ?? 0)).toEqual([]);
  const { status, stdout, stderr } = await audit.ended;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(reportOf(runIn(stdout))).toMatchObject({ mode: 'audit', outcomes: { kept: 3 } });
});

/** Longer than a key is held back that comes at once with a question. */
const readIt = () => new Promise((done) => setTimeout(done, 400));

const inWindow = (...args: string[]) =>
  inTerminal([program, 'run', ...args], { cwd: folder, columns: 80, env: environment() });

/** Says y to every question, until it has ended. */
async function sayYes(terminal: PseudoTerminal) {
  let isOver = false;
  const over = terminal.ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const asked = terminal.shows(/\? (It cannot be brought back\. )?y, N/).catch(() => undefined);
    await Promise.race([asked, over]);
    await readIt();
    terminal.type('y');
  }
  return terminal.ended;
}

it('asks y/n for each credential, is interrupted by Ctrl-C, goes on, and deletes what was approved', async () => {
  const interrupted = inWindow('--purge', '--approve', 'each');
  await interrupted.shows('y, N');
  interrupted.type('\u0003');
  const first = await interrupted.ended;
  expect(first.status).toBe(130);
  expect(first.output).toContain('INTERRUPTED in RequestApproval');
  const run = runIn(first.output);

  const { status, output } = await sayYes(inWindow('--resume', run, '--approve', 'each'));
  expect(output).toContain('SUCCEEDED');
  expect(status).toBe(0);
  const { outcomes, decision } = reportOf(run);
  expect(outcomes).toMatchObject({ kept: 0, failed: 0, unknown: 0, purged: 3 });
  expect(decision).toMatchObject({ decision: 'APPROVED' });
}, 120_000);

it.each(['delete-bucket-policy', 'delete-queue-policy', 'allow-password-recovery'])(
  'does the task %s, once: a second time there is nothing to ask',
  async (task) => {
    // What is in the simulated organization of the other process.
    const { accounts, buckets, queues } = createOrganization({
      ...{ accounts: 12, seed: 7, resources: true, clock: systemClock },
    });
    const bucket = buckets.find(({ policy }) => policy);
    const queue = queues.find(({ policy }) => policy);
    const sealed = accounts.find(({ kind, credentials }) => kind === 'clean' && !credentials.loginProfile);
    const targets: Record<string, object> = {
      'delete-bucket-policy': { account: bucket?.accountId, bucket: bucket?.name },
      'delete-queue-policy': { account: queue?.accountId, queueUrl: queue && queueUrl(queue) },
      'allow-password-recovery': { accounts: [sealed?.id] },
    };
    const input = JSON.stringify({ task, reason: 'Trying it out', ...targets[task] });
    const other = await startSimulated(12, 0, ['--resources']);
    const perform = () =>
      startProcess([program, 'run', '--task', input, '--approve', 'all', '--json'], {
        cwd: folder,
        env: { ...environment(), AWS_ENDPOINT_URL: other.url },
      }).ended;
    const outcomesOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout).outcomes;
    try {
      expect(outcomesOf(await perform())).toMatchObject({ done: 1, failed: 0, unknown: 0 });
      expect(outcomesOf(await perform())).toMatchObject({ done: 0, 'already-so': 1 });
    } finally {
      other.stop();
    }
  },
);
