import { readFileSync, writeFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import all from '../../vitest.config.ts';
import { filesOf, instrument } from './instrument.mjs';

/** The tests of single files first, which are quick: what they notice, whole commands need not be tried with. */
class QuickFirst extends BaseSequencer {
  async sort(files) {
    const depth = ({ moduleId }) => moduleId.split('/').length;
    return [...files].sort((a, b) => depth(b) - depth(a) || (a.moduleId < b.moduleId ? -1 : 1));
  }
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
