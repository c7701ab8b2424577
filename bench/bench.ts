import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Measured, measureBareSdk, measureCli, measureWorkflow } from './contenders';
import { markdownTable } from './table';

const latencies = [0, 50];
const accounts = Number(process.argv[2] ?? 500);
const concurrency = 20;
const cliAccounts = 4;

const rounds: Measured[] = [];
for (const latency of latencies) {
  console.error(`${latency} ms a call: the AWS CLI, ${cliAccounts} accounts …`);
  const cli = await measureCli(cliAccounts, latency);
  if (cli) rounds.push(cli);
  console.error(`${latency} ms a call: the bare SDK, ${accounts} accounts …`);
  rounds.push(await measureBareSdk(accounts, latency, concurrency));
  console.error(`${latency} ms a call: the whole workflow, ${accounts} accounts …`);
  rounds.push(await measureWorkflow(accounts, latency, concurrency));
}

const machine = `${cpus().length} cores, Node.js ${process.version}, ${concurrency} accounts at a time`;
const table = markdownTable(rounds);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/bench.json', `${JSON.stringify({ machine, rounds }, null, 2)}\n`);
writeFileSync('bench/results/bench.md', `${machine}\n\n${table}\n`);
console.log(`${machine}\n\n${table}`);
