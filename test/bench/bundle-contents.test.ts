import { expect, it } from 'vitest';
import { bundleContents } from '../../bench/bundle-contents';

it('adds up what each package has in a bundle, and leaves out what was shaken off', () => {
  const inputs = {
    'lambdas/one.ts': { bytesInOutput: 10 },
    'lambdas/skeleton/env.ts': { bytesInOutput: 5 },
    'node_modules/zod/v4/core.js': { bytesInOutput: 20 },
    'node_modules/a/node_modules/@smithy/core/index.js': { bytesInOutput: 30 },
    'node_modules/hono/index.js': { bytesInOutput: 0 },
  };
  const output = { bytes: 70, inputs, imports: [], exports: [] };
  expect(bundleContents({ inputs: {}, outputs: { '/tmp/x/one/index.mjs': output } })).toEqual([
    { name: 'one', bytes: 70, parts: { lambdas: 15, zod: 20, '@smithy/core': 30 } },
  ]);
});
