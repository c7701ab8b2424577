import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { compare, kinds } from './compare';
import { Recordings } from './recording';

/** Recordings by the reason why they differ here. */
const Reasons = z.record(z.string(), z.array(z.string()));

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('Which recordings? npx tsx test/local-aws/conformance/recordings/replay.ts RECORDINGS.json');
  process.exit(2);
}
const recordings = Recordings.parse(JSON.parse(readFileSync(path, 'utf8')));
const reasons = Reasons.parse(JSON.parse(readFileSync(`${import.meta.dirname}/reasons.json`, 'utf8')));

const results: { id: string; native: boolean; kind: string; said: string }[] = [];
for (const recording of recordings) {
  const { kind, ...difference } = await compare(recording);
  results.push({ ...recording, kind, said: JSON.stringify(difference) });
}

console.log('differs first in      JSONata  converted');
for (const each of kinds) {
  const counts = [true, false].map((native) =>
    results.filter((one) => one.kind === each && one.native === native),
  );
  console.log(each.padEnd(20), ...counts.map(({ length }) => String(length).padStart(8)));
}

const reasonOf = new Map(
  Object.entries(reasons).flatMap(([why, ids]) => ids.map((id) => [id, why] as const)),
);
const differing = results.filter(({ kind }) => kind !== 'nothing');
const unexplained = differing.filter(({ id }) => !reasonOf.has(id));
const stale = [...reasonOf.keys()].filter((id) => !differing.some((one) => one.id === id));
for (const { id, kind, said } of unexplained)
  console.log(`\nNo reason: ${id}\n  ${kind}: ${said.slice(0, 500)}`);
for (const id of stale) console.log(`\nA reason for what does not differ: ${id}`);
console.log(`\n${differing.length} differ; ${unexplained.length} of them without a reason in reasons.json`);
process.exitCode = unexplained.length + stale.length > 0 ? 1 : 0;
