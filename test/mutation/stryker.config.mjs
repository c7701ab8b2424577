// Mutation testing of the functions: `npm run mutation` changes them one spot at a time, and the tests must notice.
export default {
  mutate: [
    'lambdas/**/*.ts',
    'lambdas/**/*.tsx',
    // What runs in the browser is tested in one; the handlers' skeleton is tested by what a process of its own prints.
    '!lambdas/pages/page-assets.ts',
    '!lambdas/pages/browser/**',
    '!lambdas/skeleton/handler.ts',
  ],
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: true },
  coverageAnalysis: 'perTest',
  // What runs once, when a file is loaded, would need a process of its own for each mutant.
  ignoreStatic: true,
  // Texts are for people, who read them in the snapshots of pages, mails and reports.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: [
    '/.root-purge',
    '/cdk.out',
    '/docs',
    '/bench',
    '/test/mutation/node_modules',
    '/test/mutation/report',
  ],
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'test/mutation/report/mutation.json' },
  // It would be rewritten for the copy with TypeScript's former API; the copy needs no other.
  tsconfigFile: 'none',
  tempDirName: '.stryker-tmp',
  concurrency: 2,
  timeoutMS: 10_000,
};
