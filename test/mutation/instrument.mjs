import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/*
 * Stryker's mutants without Stryker's runner, which loads the app again for each: here all of them are in the files from
 * the start, switched off, and `mutation-runner.ts` switches them on one after another.
 */

/** Where a run writes: its mutants, those that are tried, and what each test noticed, line by line. */
export const filesOf = (name) => ({
  mutants: `test/mutation/report/${name}.mutants.json`,
  chosen: `test/mutation/report/${name}.chosen.json`,
  noticed: `test/mutation/report/${name}.noticed.jsonl`,
});

const quiet = { isDebugEnabled: () => false, debug() {}, info() {}, warn() {} };

/** A plugin of Vite that puts the mutants into the files under a folder. `MUTATE=cli/start,cli/status` takes fewer. */
export async function instrument(name, { folder, without = [] }) {
  const prefixes = process.env.MUTATE?.split(',') ?? [folder];
  const names = readdirSync(folder, { recursive: true })
    .map((file) => join(folder, file))
    .filter((file) => file.endsWith('.ts') && prefixes.some((prefix) => file.startsWith(prefix)))
    .filter((file) => !without.includes(file))
    .sort();
  const sources = names.map((file) => ({
    name: resolve(file),
    mutate: true,
    content: readFileSync(file, 'utf8'),
  }));
  // Texts are for people, who read them in the snapshots of pages, mails and reports.
  const options = { plugins: null, ignorers: [], excludedMutations: ['StringLiteral'] };
  const { files, mutants } = await new Instrumenter(quiet).instrument(sources, options);
  mkdirSync('test/mutation/report', { recursive: true });
  const placed = mutants.filter(({ status }) => status !== 'Ignored');
  writeFileSync(filesOf(name).mutants, JSON.stringify(placed.map(withoutFolder)));
  rmSync(filesOf(name).noticed, { force: true });
  const contents = new Map(files.map((file) => [file.name, file.content]));
  return { name: 'mutants', enforce: 'pre', load: (id) => contents.get(id) };
}

function withoutFolder({ id, fileName, location, mutatorName, replacement }) {
  return { id, file: fileName.slice(resolve().length + 1), location, mutatorName, replacement };
}
