import { Report } from '../../lambdas/run/report-shapes';
import type { ExecutionResult } from '../../local-aws';
import { held, promises } from './promises';
import { unprovenIn } from './record';
import { type Case, organizationOf } from './support/cases';
import { runOnce } from './support/run-case';
import { World } from './support/world';

let world: World | undefined;

export async function closeWorld(): Promise<void> {
  await world?.close();
  world = undefined;
}

export interface CheckedRun {
  readonly status: ExecutionResult['status'];
  /** Undefined where the run could not write one. */
  readonly report: Report | undefined;
  /** Says how each promise was broken that was. */
  readonly broken: string[];
  /** How often each fault has struck. */
  readonly struck: Record<string, number>;
}

/** Runs one case and checks every promise; its world stays open until `closeWorld`. */
export async function checkedRun(request: Case): Promise<CheckedRun> {
  return checkIn(await openWorld(request), request);
}

/** Every broken promise of one case, and of a second run after it. */
export async function brokenPromises(request: Case): Promise<string[]> {
  const world = await openWorld(request);
  const { broken } = await checkIn(world, request);
  // A second run costs as much as the first: one case in three tries it.
  return request.seed % 3 === 0 ? [...broken, ...(await doesNotConverge(world))] : broken;
}

async function openWorld(request: Case): Promise<World> {
  await closeWorld();
  world = await World.open(organizationOf(request), request.rules, request.seed);
  return world;
}

async function checkIn(world: World, request: Case): Promise<CheckedRun> {
  const evidence = await runOnce(world, 'run-1', request);
  const report = world.object('runs/run-1/report.json');
  return {
    status: evidence.result.status,
    report: report === undefined ? undefined : Report.parse(JSON.parse(report)),
    broken: [
      ...Object.entries(promises).flatMap(([promise, check]) =>
        check(evidence).map((how) => `${promise}: ${how}`),
      ),
      ...(await unprovenIn(evidence)).map((how) => `the record proves itself: ${how}`),
    ],
    struck: world.struck(),
  };
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
