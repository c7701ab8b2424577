import { describe, it } from 'vitest';
import { countCredentials } from '../../local-aws';
import { share } from '../support/deep';
import { cloudTest } from './support/cloud-process';

// The table is in test/invariants; this is how it looks from outside, in a process of its own.
describe.concurrent('root-purge run --json', () => {
  it.for(
    share(2, [
      'empty:List@100%',
      'html:iam@100%',
      'missing:ListAccounts@100%',
      'endless:ListMFADevices@100%',
      'cut:ListAccessKeys@100%,repeat:ListAccounts@100%',
    ]),
  )(
    'never ends well in an organization that it could not read, and ends: %s',
    { timeout: 300_000 },
    async (faults, { expect }) => {
      const test = await cloudTest({ accounts: 3, faults });
      try {
        const held = countCredentials(test.organization);
        const { status, stdout } = await test.start(['--json'], undefined, 'npx root-purge run').ended;
        expect({ status, stdout }).not.toMatchObject({ status: 0 });
        expect(stdout).not.toMatch(/"(clean|purged)":[1-9]|SUCCEEDED/);
        expect(countCredentials(test.organization)).toBe(held);
      } finally {
        await test.stop();
      }
    },
  );
});
