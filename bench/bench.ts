import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { measureColdStarts } from './cold-start';
import { type Measured, measureBareSdk, measureCli, measureWorkflow } from './contenders';
import { costOf, costTable, firstRun } from './cost';
import { linePlot } from './plot';
import { measureThrottled, type Throttled } from './sweep';
import { coldStartTable, markdownTable, sweepTable } from './table';

const accounts = Number(process.argv[2] ?? 500);
const concurrency = 20;
const cliAccounts = 2;
const rate = 5;
const sweepAccounts = 500;

const load = loadavg()[0]?.toFixed(1);
const machine = `${cpus().length} cores, Node.js ${process.version}, ${concurrency} accounts at a time, load ${load} at the start`;

/** One after another, each told when it is there: the whole bench takes minutes. */
async function measured<T>(what: string, measuring: Promise<T>): Promise<T> {
  console.error(`${what} …`);
  const result = await measuring;
  console.error(JSON.stringify(result));
  return result;
}

const rounds: Measured[] = [];
for (const latency of [0, 50]) {
  const each = `${latency} ms a call:`;
  rounds.push(await measured(`${each} bare SDK`, measureBareSdk(accounts, latency, concurrency)));
  rounds.push(await measured(`${each} whole workflow`, measureWorkflow(accounts, latency, concurrency)));
  const cli = await measured(`${each} sequential CLI`, measureCli(cliAccounts, latency));
  if (cli) rounds.push(cli);
}

const growth: Measured[] = [];
for (const part of [0.2, 0.5]) {
  const fewer = Math.round(accounts * part);
  growth.push(await measured(`${fewer} accounts`, measureWorkflow(fewer, 0, concurrency)));
}
growth.push(...rounds.filter(({ contender, latency }) => contender === 'whole workflow' && latency === 0));

const sweep: Throttled[] = [];
for (const atOnce of [5, 20, 80]) {
  const what = `AssumeRoot at ${rate} a second, ${atOnce} accounts at a time`;
  sweep.push(await measured(what, measureThrottled(Math.min(accounts, sweepAccounts), atOnce, rate)));
}

console.error('Cold starts …');
const coldStarts = await measureColdStarts(3);

const report = [
  machine,
  markdownTable(rounds),
  `AssumeRoot limited to ${rate} a second, 50 ms a call:`,
  sweepTable(sweep),
  'Size and import() of each function:',
  coldStartTable(coldStarts),
  'Cost and time, computed:',
  costTable(),
].join('\n\n');
mkdirSync('bench/results', { recursive: true });
const results = { machine, rounds, growth, sweep, coldStarts };
writeFileSync('bench/results/bench.json', `${JSON.stringify(results, null, 2)}\n`);
writeFileSync('bench/results/bench.md', `${report}\n`);
writeFileSync('docs/performance-time.svg', timePlot());
writeFileSync('docs/performance-cost.svg', costPlot());
console.log(report);

function timePlot(): string {
  const points = growth.map(({ accounts, seconds }) => [accounts, seconds] as const);
  return linePlot({
    title: 'A local run, measured (0 ms a call)',
    x: 'accounts',
    y: 'seconds',
    series: [{ name: 'whole workflow', points: [[0, 0], ...points] }],
  });
}

function costPlot(): string {
  const sizes = [0, 100, 1000, 10_000, 50_000];
  return linePlot({
    title: 'A run on AWS, computed from counted units',
    x: 'accounts',
    y: 'US dollars',
    series: [
      { name: 'first run', points: sizes.map((size) => [size, costOf(firstRun(size))]) },
      { name: 'all clean', points: sizes.map((size) => [size, costOf({ clean: size, purged: 0 })]) },
    ],
  });
}
