import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Sabotage } from './sabotage';
import { sabotages } from './sabotages';

/**
 * `npx tsx test/sabotage/run.ts [TEXT]`: makes each mistake, or those with the text in their name or file, in a copy of
 * the repository and says whether a test noticed.
 */
const wanted = process.argv[2] ?? '';
const chosen = sabotages.filter(({ name, file }) => `${name} ${file}`.includes(wanted));
const copy = mkdtempSync(join(tmpdir(), 'root-purge-sabotage-'));
const leftOut = new Set(['node_modules', '.git', '.root-purge', 'cdk.out']);
cpSync('.', copy, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));

/** Tests that look at the file, the quickest first; the next ones run only where these noticed nothing. */
const testsOf = (file: string) => [
  quickestOf(file),
  ['run', '--project', 'invariants', 'test/invariants/faults.test.ts'],
  ['run', '--project', 'invariants', 'test/invariants/first-half.test.ts'],
];

const inLib = (name: string) => `test/lib/${name}`;

function quickestOf(file: string): string[] {
  if (file.startsWith('cli/verify/')) return ['run', '--project', 'scenarios', 'test/scenarios/tampered'];
  if (file.endsWith('.yaml'))
    return ['run', '--project', 'lib', ...['definitions', 'purge-workflow', 'privileged-tasks'].map(inLib)];
  const projects = ['--project', 'functions', '--project', 'parts', '--exclude', 'test/local-aws/**'];
  return ['related', file, '--run', ...projects];
}

function noticedBy({ file, find, replace, also = [] }: Sabotage): string | undefined {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const changes = [{ find, replace }, ...also];
  writeFileSync(
    path,
    changes.reduce((changed, { find, replace }) => changed.replace(find, () => replace), text),
  );
  const index = testsOf(file).findIndex((args) => {
    const { status } = spawnSync('npx', ['vitest', ...args, '--bail', '1'], { cwd: copy });
    return status !== 0;
  });
  writeFileSync(path, text);
  return ['the unit tests', 'the faults', 'the random cases'][index];
}

const survivors = chosen.filter((sabotage) => {
  const noticed = noticedBy(sabotage);
  console.log(`${noticed ? 'noticed' : 'SURVIVED'}  ${sabotage.name}${noticed ? `  (by ${noticed})` : ''}`);
  return !noticed;
});
rmSync(copy, { recursive: true });
console.log(`${chosen.length - survivors.length} of ${chosen.length} mistakes were noticed.`);
process.exitCode = survivors.length > 0 ? 1 : 0;
