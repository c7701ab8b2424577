import { approvalFindings } from './approval-check';
import { deletionsOf, offeredIn, type PurgeRun } from './purge-run';
import { checked, type RecordCheck } from './record-check';
import { nameOf } from './run-files';

/** Whether the decision is about this plan and this run, whoever made it was asked, and nothing went before it. */
export function checkDecision(run: PurgeRun): RecordCheck {
  const { report, plan, accounts } = run;
  const { problems, missing } = approvalFindings(run, report);
  const ofOtherRuns = Object.entries({ 'plan.json': plan?.run, 'accounts.json': accounts?.run })
    .filter(([, named]) => named !== undefined && named !== report.run)
    .map(([file, named]) => `${file} is of the run ${named}, and report.json of ${report.run}.`);
  return checked('decision', [...problems, ...ofOtherRuns, ...strays(run), ...tooEarly(run)], missing);
}

function strays(run: PurgeRun): string[] {
  const { decision } = run;
  if (!decision || !('credentials' in decision)) return [];
  const offered = new Set(offeredIn(run).map(nameOf));
  return decision.credentials
    .filter((ref) => !offered.has(nameOf(ref)))
    .map((ref) => `${nameOf(ref)} was decided on, and is not in the plan.`);
}

/** What went, or failed to, before anybody had approved it. */
function tooEarly({ decision, results }: PurgeRun): string[] {
  if (decision?.decision !== 'APPROVED') return [];
  const { decidedAt } = decision;
  return [...(results ?? [])].flatMap(([accountId, result]) =>
    deletionsOf(result)
      .filter(({ at }) => at !== undefined && at < decidedAt)
      .map(
        ({ kind, id, at }) =>
          `${nameOf({ accountId, kind, id })} was deleted at ${at}, before the decision at ${decidedAt}.`,
      ),
  );
}
