import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdown } from './table';
import { bundlePrograms, measureProcess, type WholeProcess } from './whole-processes';

/** Prints the table of docs/performance.md, for organizations of these sizes: `npm run bench:beside -- 60 500`. */
const sizes = process.argv.slice(2).map(Number);
const concurrency = 20;

const folder = mkdtempSync(join(tmpdir(), 'root-purge-beside-'));
const rows: string[][] = [];
try {
  const programs = Object.entries(await bundlePrograms(folder, concurrency));
  for (const accounts of sizes.length > 0 ? sizes : [60, 500, 5000]) {
    for (const latency of [0, 50]) {
      let floor: WholeProcess | undefined;
      for (const program of programs) {
        const measured = await measureProcess(program, { accounts, latency });
        console.error(JSON.stringify(measured));
        floor ??= measured;
        rows.push(row(measured, floor));
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const heads = [
  'accounts',
  'latency',
  'contender',
  'seconds',
  '',
  'CPU ms per account',
  '',
  'peak memory',
  'calls',
];
const load = loadavg()[0]?.toFixed(1);
console.log(`${cpus().length} cores, Node.js ${process.version}, load ${load} at the end\n`);
console.log(markdown(heads, rows));

function row(measured: WholeProcess, floor: WholeProcess): string[] {
  const { accounts, latency, contender, seconds, cpuSeconds, peakMiB, calls } = measured;
  const times = (one: number, other: number) => `${(one / other).toFixed(2)} ×`;
  return [
    `${accounts}`,
    `${latency} ms`,
    contender,
    seconds.toFixed(1),
    times(seconds, floor.seconds),
    ((cpuSeconds / accounts) * 1000).toFixed(1),
    times(cpuSeconds, floor.cpuSeconds),
    `${Math.round(peakMiB)} MiB`,
    `${calls}`,
  ];
}
