import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import all from '../../vitest.config.ts';
import { filesOf, instrument } from './instrument.mjs';

/** The tests of single files first, which are quick: what they notice, whole commands need not be tried with. */
class QuickFirst extends BaseSequencer {
  async sort(files) {
    const isOfOneFile = ({ moduleId }) =>
      existsSync(moduleId.replace('/test/', '/').replace('.test.ts', '.ts'));
    const depth = (file) => file.moduleId.split('/').length + (isOfOneFile(file) ? 100 : 0);
    return [...files].sort((a, b) => depth(b) - depth(a) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/**
 * For some folders, the tests that mirror them, and those that import a file of theirs, be it by way of what stands
 * beside them. Whole commands, which come to every file, are slow and notice little more.
 */
export function testsOf(folder, all) {
  const prefixes = process.env.MUTATE?.split(',');
  if (!prefixes) return all;
  const files = readdirSync(`test/${folder}`, { recursive: true }).map((file) => join('test', folder, file));
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  const imports = (file, seen = new Set()) => {
    if (seen.has(file)) return false;
    seen.add(file);
    const specifiers = readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g);
    const imported = [...specifiers].map(([, to]) => `${normalize(join(dirname(file), to))}.ts`);
    return imported.some((to) =>
      to.startsWith('test/')
        ? files.includes(to) && imports(to, seen)
        : prefixes.some((prefix) => to.startsWith(prefix)),
    );
  };
  return tests.filter(
    (test) => prefixes.some((prefix) => test.startsWith(`test/${prefix}`)) || imports(test),
  );
}

/** Everything in one process, for a folder's mutants; `SAMPLE=0.3` takes a share of them. */
export async function mutationConfig(name, where, test) {
  const plugin = await instrument(name, where);
  const { mutants, chosen, noticed } = filesOf(name);
  const share = Number(process.env.SAMPLE ?? 1);
  const ids = JSON.parse(readFileSync(mutants, 'utf8')).map(({ id }) => id);
  // Evenly over the files, which come one after another.
  const taken = ids.filter((_, at) => Math.floor((at + 1) * share) > Math.floor(at * share));
  writeFileSync(chosen, JSON.stringify(taken));
  return defineConfig({
    plugins: [plugin],
    test: {
      ...all.test,
      projects: undefined,
      testTimeout: 15_000,
      isolate: false,
      pool: 'threads',
      maxWorkers: 1,
      fileParallelism: false,
      runner: 'test/mutation/mutation-runner.ts',
      // A mutant may leave something behind that fails later.
      dangerouslyIgnoreUnhandledErrors: true,
      update: 'none',
      onConsoleLog: () => false,
      sequence: { sequencer: QuickFirst, concurrent: false },
      maxConcurrency: 1,
      ...test,
      env: { ...all.test.env, MUTATION_REPORT: noticed, MUTATION_CHOSEN: chosen },
    },
  });
}
