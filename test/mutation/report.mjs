import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filesOf } from './instrument.mjs';

// What became of the mutants of a run, so far: `node test/mutation/report.mjs cli` (or lib).
const { mutants, chosen, noticed } = filesOf(process.argv[2] ?? 'cli');
const read = (file) => readFileSync(file, 'utf8');
const ids = new Set(JSON.parse(read(chosen)));
const tests = read(noticed)
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const found = new Set(tests.flatMap((test) => test.noticed));
const reached = new Set(tests.flatMap((test) => test.reached));
const atLoad = new Set(tests.flatMap((test) => test.atLoad));

const rows = new Map();
for (const { id, file, location, mutatorName, replacement } of JSON.parse(read(mutants))) {
  if (!ids.has(id) || (atLoad.has(id) && !reached.has(id))) continue;
  const row = rows.get(dirname(file)) ?? { spots: 0, noticed: 0 };
  rows.set(dirname(file), row);
  row.spots += 1;
  if (found.has(id)) row.noticed += 1;
  else {
    const { line, column } = location.start;
    const how = reached.has(id) ? 'unnoticed' : 'reached by no test';
    const to = replacement.replaceAll(/\s+/g, ' ').slice(0, 100);
    process.stdout.write(`${file}:${line + 1}:${column + 1} ${mutatorName} → ${to} (${how})\n`);
  }
}
const sum = (field) => [...rows.values()].reduce((all, row) => all + row[field], 0);
const all = ['all', { spots: sum('spots'), noticed: sum('noticed') }];
process.stdout.write('\n| folder | spots changed | noticed | |\n|---|---|---|---|\n');
for (const [folder, row] of [...rows, all])
  process.stdout.write(
    `| ${folder} | ${row.spots} | ${row.noticed} | ${((100 * row.noticed) / row.spots).toFixed(1)} % |\n`,
  );
for (const { test, repeated } of tests.filter(({ repeated }) => repeated !== 'repeatable'))
  process.stdout.write(`${repeated}: ${test}\n`);
