import { expect, it } from 'vitest';
import type { Config } from '../../lib/config';
import { RunStore } from '../../lib/run-store';
import { synthesizeAlone } from './support/synthesized';

type ObjectLock = NonNullable<Config['objectLock']>;

// By type, so that a mode more does not compile without a row here.
const modes: Record<ObjectLock['mode'], [ObjectLock, string]> = {
  governance: [{ mode: 'governance', days: 30 }, 'GOVERNANCE'],
  compliance: [{ mode: 'compliance', days: 30 }, 'COMPLIANCE'],
};

it.each(Object.entries(modes))('%s is the mode in which objects are locked', (_, [objectLock, mode]) => {
  const template = synthesizeAlone((stack) => new RunStore(stack, 'RunStore', { objectLock }));
  expect(template.properties('AWS::S3::Bucket')).toMatchObject({
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: mode, Days: 30 } } },
  });
});
