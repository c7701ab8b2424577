import * as z from 'zod/mini';
import {
  ApprovedTarget,
  type PlannedTarget,
  type ReportedTarget,
  TaskPlan,
  type TaskReport,
  TaskRequest,
  taskOutcomes,
} from '../../lambdas/tasks/shapes';
import { approvalFindings, approvalIn, type StoredApproval } from './approval-check';
import { unlike } from './purge-checks';
import { checked, type RecordCheck } from './record-check';
import { digestOf, type RunReader } from './run-files';

/** What a privileged task left, each part as it is stored; a part is missing where there is none. */
interface TaskRun extends StoredApproval {
  readonly report: TaskReport;
  readonly request: TaskRequest | undefined;
  readonly plan: TaskPlan | undefined;
  readonly approved: readonly ApprovedTarget[] | undefined;
  /** The policy that goes, as it is kept. */
  readonly policy: string | undefined;
}

/** Everything that is asked of a privileged task, beside its digests. */
export function checkTask(reader: RunReader, report: TaskReport): RecordCheck[] {
  const run: TaskRun = {
    ...approvalIn(reader),
    report,
    request: reader.read('task.json', TaskRequest),
    plan: reader.read('plan.json', TaskPlan),
    approved: reader.read('approved.json', z.array(ApprovedTarget)),
    policy: reader.files.get('policy.json'),
  };
  return [
    checkTaskDecision(run),
    checkTaskPlan(run),
    checkApprovedTargets(run),
    checkTargetsOnce(run),
    checked('claims', [], ['What a privileged task did is in the execution history, and in CloudTrail.']),
    checkTaskOutcomes(run),
  ];
}

function checkTaskDecision(run: TaskRun): RecordCheck {
  const { report, request, plan } = run;
  const { problems, missing } = approvalFindings(run, report);
  const others = Object.entries({ 'plan.json': plan?.run, 'task.json': request?.run })
    .filter(([, named]) => named !== undefined && named !== report.run)
    .map(([file, named]) => `${file} is of the run ${named}, and report.json of ${report.run}.`);
  return checked('decision', [...problems, ...others], missing);
}

/** Whether the plan is about what was asked for, and the policy that may go is the one that is kept. */
function checkTaskPlan({ request, plan, policy }: TaskRun): RecordCheck {
  if (!plan) return checked('plan', [], ['There is no plan.json: the run did not come that far.']);
  const problems = request
    ? unlike(request.targets.map(nameOfTarget), plan.targets.map(nameOfTarget), 'plan.json')
    : [];
  for (const { accountId, policy: planned } of plan.targets) {
    if (!planned) continue;
    const digest = digestOf(planned.text);
    if (digest !== planned.digest)
      problems.push(
        `${accountId}: the plan says that its policy has the digest ${planned.digest}; it has ${digest}.`,
      );
    if (policy !== planned.text)
      problems.push(
        `${accountId}: policy.json is ${policy === undefined ? 'missing' : 'another policy than that in the plan'}.`,
      );
  }
  return checked('plan', problems, request ? [] : ['There is no task.json, which says what was asked for.']);
}

/** Whether what may be changed is what was approved: all of the plan that was to do, or nothing. */
function checkApprovedTargets({ plan, approved, decision, report }: TaskRun): RecordCheck {
  const isApproved = decision?.decision === 'APPROVED';
  const toDo = isApproved ? (plan?.targets ?? []).filter(({ finding }) => finding.state === 'to-do') : [];
  const allowed = new Map(toDo.map((target) => [nameOfTarget(target), target] as const));
  const strays = (approved ?? []).flatMap((target) => {
    const planned = allowed.get(nameOfTarget(target));
    if (!planned) return [`${nameOfTarget(target)} is in approved.json, and was not approved.`];
    return target.policyDigest === planned.policy?.digest
      ? []
      : [`${nameOfTarget(target)} is in approved.json with another policy than that in the plan.`];
  });
  const done = report.targets
    .filter(
      ({ outcome, accountId, resource }) =>
        outcome === 'done' && !allowed.has(nameOfTarget({ accountId, resource })),
    )
    .map(({ accountId }) => `${accountId} is reported as done, and was not approved.`);
  return checked('approved-only', [...strays, ...done]);
}

function checkTargetsOnce({ request, report }: TaskRun): RecordCheck {
  if (!request) return checked('once', [], ['There is no task.json, which says what the run was about.']);
  return checked(
    'once',
    unlike(request.targets.map(nameOfTarget), report.targets.map(nameOfTarget), 'report.json'),
  );
}

/** Whether each outcome is one that the plan and the decision allow, and each is counted. */
function checkTaskOutcomes({ report, plan, decision }: TaskRun): RecordCheck {
  const miscounted = taskOutcomes
    .map((outcome) => ({
      outcome,
      said: report.outcomes[outcome] ?? 0,
      found: report.targets.filter((target) => target.outcome === outcome).length,
    }))
    .filter(({ said, found }) => said !== found)
    .map(({ outcome, said, found }) => `report.json counts ${said} ${outcome}, and lists ${found}.`);
  const planned = new Map(plan?.targets.map((target) => [nameOfTarget(target), target] as const));
  const problems = report.targets.flatMap((target) => {
    const why = contradictionIn(target, planned.get(nameOfTarget(target)), decision?.decision);
    return why ? [`${target.accountId} is ${target.outcome}, and ${why}.`] : [];
  });
  return checked('outcomes', [...miscounted, ...problems]);
}

/** Why a target cannot have ended as the report says; `undefined` where it can. */
function contradictionIn(
  { outcome }: ReportedTarget,
  planned: PlannedTarget | undefined,
  decision: string | undefined,
): string | undefined {
  const state = planned?.finding.state;
  switch (outcome) {
    case 'done':
      return state === 'to-do' ? undefined : `the plan has it as ${state ?? 'nothing'}`;
    case 'already-so':
      return state === 'already-so' || decision === 'APPROVED' ? undefined : 'nobody found it so';
    case 'refused':
      return decision === 'REJECTED' ? undefined : 'nobody refused it';
    case 'expired':
      return decision === 'EXPIRED' ? undefined : 'the approval did not expire';
    default:
      return undefined;
  }
}

const nameOfTarget = ({ accountId, resource }: { accountId: string; resource?: string | undefined }) =>
  resource === undefined ? accountId : `${accountId} ${resource}`;
