import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import * as z from 'zod/mini';
import { bundling } from '../lib/lambda-bundles';
import { bundleCommandLine } from '../package/bundle';
import { runToEnd, startSimulated } from './child';
import { credentials } from './contenders';

/** What the whole process of a contender took, from its start to its end. */
export interface WholeProcess {
  readonly contender: string;
  /** Milliseconds added to every simulated call. */
  readonly latency: number;
  readonly accounts: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  /** Of STS, IAM and Organizations. */
  readonly calls: number;
}

const Usage = z.object({ seconds: z.number(), cpuSeconds: z.number(), peakMiB: z.number() });

/** Programs that purge a whole organization, each in one file that needs nothing but Node.js, as arguments of it. */
export type Programs = Readonly<Record<string, readonly string[]>>;

/** Bundles the contenders into a folder: nobody's TypeScript is measured. */
export async function bundlePrograms(folder: string, concurrency: number): Promise<Programs> {
  await bundleCommandLine(join(folder, 'run'));
  buildSync({
    ...bundling,
    external: [],
    entryPoints: ['bench/contenders/bare-sdk.ts', 'bench/contenders/unbounded-sdk.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  const run = ['run', '--purge', '--approve', 'all', '--json', '--folder', join(folder, 'data')];
  return {
    'bare SDK': [join(folder, 'bare-sdk.mjs'), `${concurrency}`],
    'unbounded SDK': [join(folder, 'unbounded-sdk.mjs')],
    'packaged run': [join(folder, 'run', 'root-purge.mjs'), ...run, '--concurrency', `${concurrency}`],
  };
}

/** Has one contender purge a simulated organization, which is another process. */
export async function measureProcess(
  [contender, program]: readonly [string, readonly string[]],
  { accounts, latency }: { accounts: number; latency: number },
): Promise<WholeProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'root-purge-usage-'));
  const file = join(folder, 'usage.json');
  const simulated = await startSimulated(accounts, latency);
  try {
    const command = [process.execPath, '--import', './bench/report-usage.mjs', ...program];
    await runToEnd(command, { ...credentials(simulated.url), USAGE_FILE: file });
    const calls = Object.values(await simulated.calls()).reduce((sum, count) => sum + count, 0);
    const usage = z.parse(Usage, JSON.parse(readFileSync(file, 'utf8')));
    return { contender, latency, accounts, calls, ...usage };
  } finally {
    simulated.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
