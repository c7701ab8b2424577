import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../../lambdas/run/model';
import { offeredIn, type PurgeRun } from './purge-run';
import { checked, type RecordCheck } from './record-check';
import { nameOf } from './run-files';
import { notAsked } from './who-was-asked';

/** Whether the decision is about this plan and this run, and somebody made it who was asked. */
export function checkDecision(run: PurgeRun): RecordCheck {
  const { decision, approval, report, plan, accounts } = run;
  const problems: string[] = [];
  if (!isDeepStrictEqual(report.decision, decision))
    problems.push('report.json shows another decision than decision.json.');
  for (const [file, named] of Object.entries({
    'plan.json': plan?.run,
    'accounts.json': accounts?.run,
    'approval.json': approval?.run,
  }))
    if (named !== undefined && named !== report.run)
      problems.push(`${file} is of the run ${named}, and report.json of ${report.run}.`);
  if (approval) problems.push(...otherPlan('approval.json', approval.planDigest, run));
  if (!decision || !('decidedBy' in decision)) return checked('decision', problems);
  problems.push(...otherPlan('decision.json', decision.planDigest, run), ...strays(decision, run));
  problems.push(...lacking(run, decision));
  if (approval) problems.push(...notAsked(decision, approval));
  const missing = approval ? [] : ['There is no approval.json, which says who was asked.'];
  return checked('decision', problems, missing);
}

/** Whether two people approved where two had to: the same, and under two addresses or ARNs. */
function lacking(
  { approval, proposal }: PurgeRun,
  decision: Extract<Decision, { decidedBy: string }>,
): string[] {
  if (decision.decision !== 'APPROVED' || (approval?.rules?.required ?? 1) < 2) return [];
  const isConfirmed =
    proposal !== undefined &&
    proposal.digest === decision.proposal?.digest &&
    proposal.proposal.planDigest === decision.planDigest &&
    isDeepStrictEqual(proposal.proposal.credentials, decision.credentials) &&
    proposal.proposal.decidedBy.toLowerCase() !== decision.decidedBy.toLowerCase();
  return isConfirmed ? [] : ['Two people had to approve, and the proposal and the decision do not show it.'];
}

function otherPlan(file: string, digest: string, { planDigest = 'none' }: PurgeRun): string[] {
  return digest === planDigest
    ? []
    : [`${file} is about the plan with the digest ${digest}; that of plan.json is ${planDigest}.`];
}

function strays({ credentials }: Extract<Decision, { decidedBy: string }>, run: PurgeRun): string[] {
  const offered = new Set(offeredIn(run).map(nameOf));
  return credentials
    .filter((ref) => !offered.has(nameOf(ref)))
    .map((ref) => `${nameOf(ref)} was decided on, and is not in the plan.`);
}
