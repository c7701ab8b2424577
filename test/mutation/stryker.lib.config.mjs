import functions from './stryker.config.mjs';

// Mutation testing of the CDK app: `npm run mutation:lib`.
export default {
  ...functions,
  mutate: [
    'lib/**/*.ts',
    // No template shows what is in a bundle. Its tests bundle everything, which takes seconds for each mutant.
    '!lib/lambda-bundles.ts',
  ],
  vitest: { configFile: 'test/mutation/vitest.lib.config.ts', related: false },
  // Whatever is wrong in a template is there before its first test: what a test reaches says nothing.
  coverageAnalysis: 'all',
  ignoreStatic: false,
  jsonReporter: { fileName: 'test/mutation/report/mutation-lib.json' },
  // Nothing here can loop, and a busy machine is no mistake that was noticed.
  timeoutMS: 600_000,
};
