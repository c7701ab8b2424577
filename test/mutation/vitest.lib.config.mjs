import { mutationConfig } from './mutation-config.mjs';

// No template shows what is in a bundle. Its tests bundle everything, which takes seconds for each mutant.
export default mutationConfig(
  'lib',
  { folder: 'lib', without: ['lib/lambda-bundles.ts'] },
  {
    include: ['test/mutation/lib.test.ts'],
    setupFiles: ['test/lib/support/without-bundling.ts', 'test/lib/support/own-folder.ts'],
  },
);
