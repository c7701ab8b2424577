import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { held, promises } from './promises';
import { anyCase, type Case, describeCase, organizationOf } from './support/cases';
import { runOnce } from './support/run-case';
import { World } from './support/world';

const cases = Number(process.env.INVARIANT_CASES ?? 150);
const seed = process.env.INVARIANT_SEED === undefined ? undefined : Number(process.env.INVARIANT_SEED);
const path = process.env.INVARIANT_PATH;

let world: World | undefined;
afterEach(() => world?.close());

/** Every broken promise of one case. */
async function brokenPromises(request: Case): Promise<string[]> {
  const organization = organizationOf(request);
  const before = structuredClone(organization);
  world?.close();
  world = new World(organization, request.rules, request.seed);
  const evidence = await runOnce(world, 'run-1', request);
  const broken = Object.entries(promises).flatMap(([promise, check]) =>
    check(evidence, before, request).map((how) => `${promise}: ${how}`),
  );
  // A second run costs as much as the first: one case in three tries it.
  return request.seed % 3 === 0 ? [...broken, ...(await doesNotConverge(world))] : broken;
}

/** A second run, with nothing going wrong and everything approved, leaves nothing. */
async function doesNotConverge(world: World): Promise<string[]> {
  world.heal();
  const everything = { how: 'all', by: 0, mask: 0, race: false, late: false } as const;
  const { result } = await runOnce(world, 'run-2', { input: {}, answer: everything });
  const left = world.organization.accounts.filter(({ state }) => state === 'ACTIVE').flatMap(held);
  const cause = 'cause' in result ? result.cause : '';
  return [
    ...(result.status === 'SUCCEEDED' ? [] : [`a second run converges: it ended ${result.status}: ${cause}`]),
    ...left.map((key) => `a second run converges: ${key} is still there`),
  ];
}

describe('whatever goes wrong', () => {
  it(
    `all promises hold in ${cases} random cases`,
    async () => {
      const property = fc.asyncProperty(anyCase, async (request) => {
        const broken = await brokenPromises(request);
        if (broken.length > 0) throw new Error(broken.join('\n'));
      });
      const run = await fc.check(property, { numRuns: cases, seed, path, endOnFailure: path !== undefined });
      expect(run.failed ? told(run) : 'kept').toBe('kept');
    },
    15 * 60_000,
  );
});

/** The smallest case that was found, and how to see it again. */
function told({ seed, counterexamplePath, counterexample, errorInstance }: fc.RunDetails<[Case]>): string {
  const [request] = counterexample ?? [];
  return [
    errorInstance instanceof Error ? errorInstance.message : '',
    request ? describeCase(request) : 'no counterexample',
    `INVARIANT_SEED=${seed} INVARIANT_PATH=${counterexamplePath} npx vitest run --project invariants`,
  ].join('\n\n');
}
