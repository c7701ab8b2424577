import { held, promises } from './promises';
import { type Case, organizationOf } from './support/cases';
import { runOnce } from './support/run-case';
import { World } from './support/world';

let world: World | undefined;

export function closeWorld(): void {
  world?.close();
  world = undefined;
}

/** Every broken promise of one case. */
export async function brokenPromises(request: Case): Promise<string[]> {
  const organization = organizationOf(request);
  const before = structuredClone(organization);
  closeWorld();
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
