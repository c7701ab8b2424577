import { defineConfig } from 'vitest/config';
import all from '../../vitest.config';

// The tests of the functions alone: nothing is synthesized, no process or browser is started. Without a process for
// each file, since loading the SDK anew for each mutant would take most of the time.
export default defineConfig({
  test: {
    ...all.test,
    projects: undefined,
    include: ['test/lambdas/**/*.test.{ts,tsx}'],
    // The second one listens to the process's own output.
    exclude: ['test/lambdas/pages/browser.test.ts', 'test/lambdas/skeleton/handler.test.ts'],
    setupFiles: ['test/mutation/restore-clients.ts'],
    isolate: false,
    maxWorkers: 1,
  },
});
