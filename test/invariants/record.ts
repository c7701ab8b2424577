import { verifyRun } from '../../cli/verify/verify-run';
import type { Evidence } from './support/run-case';

/**
 * What the files of a run do not prove about it, to somebody who has nothing else: nothing, unless somebody spoiled its
 * plan. A report that its state could not finish proves nothing.
 */
export async function unprovenIn({ world, run, execution }: Evidence): Promise<string[]> {
  const last = execution.history.findLast(({ type }) => type?.endsWith('StateEntered'));
  const isFinished = !['ListAccounts', 'WriteReport'].includes(last?.stateEnteredEventDetails?.name ?? '');
  if (!isFinished) return [];
  const folder = `runs/${run}/`;
  const files = Object.entries(world.files())
    .filter(([key]) => key.startsWith(folder))
    .map(([key, text]) => [key.slice(folder.length), text] as const);
  const checks = await verifyRun(new Map(files));
  const failed = checks.filter(({ verdict }) => verdict === 'fails');
  if (world.spoiled.has(`${folder}plan.json`))
    return failed.length > 0 ? [] : ['the plan was spoiled, and the record does not show it'];
  return failed
    .flatMap(({ check, findings }) => findings.map((finding) => `${check}: ${finding}`))
    .filter((finding) => !(world.clock.isAhead && isOfTwoClocks(finding)));
}

/** A late answer is given by the clock of the world, and the functions go by that of this machine. */
const isOfTwoClocks = (finding: string) => /was deleted at .*, before the decision at/.test(finding);
