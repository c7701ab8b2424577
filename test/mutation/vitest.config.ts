import { defineConfig } from 'vitest/config';
import all from '../../vitest.config';

// The tests of the functions alone: nothing is synthesized, no process or browser is started.
export default defineConfig({
  test: {
    ...all.test,
    projects: undefined,
    include: ['test/lambdas/**/*.test.{ts,tsx}'],
    exclude: ['test/lambdas/pages/browser.test.ts'],
  },
});
