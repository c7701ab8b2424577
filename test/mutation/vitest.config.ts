import { defineConfig } from 'vitest/config';
import all, { ownProcess } from '../../vitest.config';

// The tests of the functions alone: nothing is synthesized, no process or browser is started. Without a process for
// each file, since loading the SDK anew for each mutant would take most of the time.
export default defineConfig({
  test: {
    ...all.test,
    projects: undefined,
    include: ['test/lambdas/**/*.test.{ts,tsx}'],
    exclude: ownProcess,
    setupFiles: ['test/lambdas/support/restore-clients.ts'],
    isolate: false,
    maxWorkers: 1,
  },
});
