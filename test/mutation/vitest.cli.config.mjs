import { mutationConfig, testsOf } from './mutation-config.mjs';

/** Records are verified where whole runs leave them: these two are made once, and then changed in one spot after another. */
const ofRecords = ['test/scenarios/tampered.test.ts', 'test/scenarios/signed-report.test.ts'];
const isVerify = process.env.MUTATE?.includes('cli/verify');

// Neither what starts processes nor what waits for hostile answers, which takes minutes.
export default mutationConfig(
  'cli',
  { folder: 'cli' },
  {
    include: [...testsOf('cli', ['test/cli/**/*.test.ts']), ...(isVerify ? ofRecords : [])],
    globalSetup: isVerify ? ['test/scenarios/support/synthesize-app.ts'] : [],
    exclude: [
      'test/cli/npx.test.ts',
      'test/cli/hostile-organization.test.ts',
      'test/cli/run/scratch-folder.test.ts',
    ],
    // What one file has mocked, the next one calls in earnest.
    setupFiles: ['test/lambdas/support/restore-clients.ts'],
    // Some change the folder they are in.
    pool: 'forks',
  },
);
