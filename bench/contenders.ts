import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runToEnd, startSimulated } from './child';

/** One contender at one latency. */
export interface Measured {
  readonly contender: 'sequential CLI' | 'bare SDK' | 'whole workflow';
  /** Milliseconds added to every simulated call. */
  readonly latency: number;
  readonly accounts: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB?: number;
  /** Calls to STS, IAM and Organizations. */
  readonly calls: number;
  readonly assumeRoot: number;
  readonly transitions?: number;
  readonly invocations?: number;
  /** Written to the run store. */
  readonly bytes?: number;
}

const tsx = 'node_modules/.bin/tsx';

/** The environment of a contender: where the simulated organization is, and credentials for it. */
export function credentials(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'operator',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** How long the bare SDK takes for so many accounts, with so many milliseconds to each answer. */
export async function measureBareSdk(
  accounts: number,
  latency: number,
  concurrency: number,
): Promise<Measured> {
  return measure('bare SDK', accounts, latency, [tsx, 'bench/contenders/bare-sdk.ts', `${concurrency}`]);
}

/** How long the whole workflow takes for so many accounts, with so many milliseconds to each answer. */
export async function measureWorkflow(
  accounts: number,
  latency: number,
  concurrency: number,
): Promise<Measured> {
  return measure('whole workflow', accounts, latency, [
    tsx,
    'bench/contenders/whole-workflow.ts',
    `${concurrency}`,
  ]);
}

async function measure(
  contender: Measured['contender'],
  accounts: number,
  latency: number,
  command: readonly string[],
): Promise<Measured> {
  const simulated = await startSimulated(accounts, latency);
  try {
    const { AWS_ENDPOINT_URL: url = '', ...env } = credentials(simulated.url);
    const place = contender === 'whole workflow' ? 'ORGANIZATION_URL' : 'AWS_ENDPOINT_URL';
    const { stdout } = await runToEnd(command, { ...env, [place]: url });
    const calls = await simulated.calls();
    return { contender, latency, accounts, ...JSON.parse(stdout), ...counted(calls) };
  } finally {
    simulated.stop();
  }
}

function counted(calls: Record<string, number>) {
  const all = Object.values(calls).reduce((sum, count) => sum + count, 0);
  return { calls: all, assumeRoot: calls['sts:AssumeRoot'] ?? 0 };
}

/** The AWS CLI that the CDK's library brings; `undefined` where there is no Python to run it. */
export async function measureCli(accounts: number, latency: number): Promise<Measured | undefined> {
  if (spawnSync('python3', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'root-purge-cli-'));
  const simulated = await startSimulated(accounts, latency);
  try {
    const layer = createRequire(import.meta.url).resolve('@aws-cdk/asset-awscli-v1/package.json');
    spawnSync('python3', ['-m', 'zipfile', '-e', join(dirname(layer), 'lib', 'layer.zip'), folder]);
    const env = { ...credentials(simulated.url), AWS: `python3 ${join(folder, 'awscli', 'aws')}` };
    const ids = await simulated.accountIds();
    const { seconds, stdout } = await runToEnd(['bench/contenders/sequential-cli.sh', ...ids], env);
    const calls = counted(await simulated.calls());
    return {
      contender: 'sequential CLI',
      latency,
      accounts,
      seconds,
      cpuSeconds: cpuSeconds(stdout),
      ...calls,
    };
  } finally {
    simulated.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From what the shell's `times` prints: minutes and seconds, user and system, of itself and of its children. */
function cpuSeconds(times: string): number {
  const spent = [...times.matchAll(/(\d+)m([\d.,]+)s/g)];
  return spent.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds?.replace(',', '.')),
    0,
  );
}
