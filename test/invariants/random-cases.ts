import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { isDeep } from '../support/deep';
import { brokenPromises, closeWorld } from './broken-promises';
import { anyCase, type Case, describeCase } from './support/cases';

/** In all; 2,000 in `npm run test:deep`, and elsewhere as many as a person waits for. */
const cases = Number(process.env.INVARIANT_CASES ?? (isDeep ? 2000 : 60));
/** The same cases each time, so that a red test is red because of a change. */
const seed = Number(process.env.INVARIANT_SEED ?? 1);
const path = process.env.INVARIANT_PATH;

afterEach(closeWorld);

/** Half of the cases: each half is a file of its own, which Vitest can give a process of its own. */
export function randomCases(half: 'first' | 'second'): void {
  const numRuns = Math.ceil(cases / 2);
  describe.skipIf(path !== undefined && half === 'second')('whatever goes wrong', () => {
    it(
      `all promises hold in the ${half} ${numRuns} random cases`,
      async () => {
        const property = fc.asyncProperty(anyCase, async (request) => {
          const broken = await brokenPromises(request);
          if (broken.length > 0) throw new Error(broken.join('\n'));
        });
        const run = await fc.check(property, {
          numRuns: path === undefined ? numRuns : 1,
          seed: half === 'second' ? seed + 1 : seed,
          path,
          endOnFailure: path !== undefined,
        });
        expect(run.failed ? told(run) : 'kept').toBe('kept');
      },
      // A case takes about half a second; on a busy machine, and where it must shrink, many times that.
      Math.max(15 * 60_000, cases * 1000),
    );
  });
}

/** The smallest case that was found, and how to see it again. */
function told({ seed, counterexamplePath, counterexample, errorInstance }: fc.RunDetails<[Case]>): string {
  const [request] = counterexample ?? [];
  return [
    errorInstance instanceof Error ? errorInstance.message : '',
    request ? describeCase(request) : 'no counterexample',
    `INVARIANT_SEED=${seed} INVARIANT_PATH=${counterexamplePath} npx vitest run --project invariants`,
  ].join('\n\n');
}
