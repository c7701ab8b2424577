import { mutationConfig } from './mutation-config.mjs';

// Neither what starts processes nor what waits for hostile answers, which takes minutes.
export default mutationConfig(
  'cli',
  { folder: 'cli' },
  {
    include: ['test/cli/**/*.test.ts'],
    exclude: [
      'test/cli/npx.test.ts',
      'test/cli/hostile-organization.test.ts',
      'test/cli/run/scratch-folder.test.ts',
    ],
    // Some change the folder they are in.
    pool: 'forks',
  },
);
