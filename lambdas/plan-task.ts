import * as z from 'zod/mini';
import { planDigest } from './approval/plan-digest';
import { presentIn, unreadIn } from './credentials/readings';
import { failureOfCaught } from './report/explain';
import { byAccountId } from './run/by-account-id';
import { runKeys } from './run/run-keys';
import { ownRunStore, requireJson, writeText } from './run/run-store';
import { stateHandler } from './skeleton/handler';
import { toDo } from './tasks/in-words';
import { policyDigest } from './tasks/policy-removal';
import { type Found, nothingRead, type PrivilegedTask } from './tasks/privileged-task';
import { taskNamed } from './tasks/registry';
import { type PlannedTarget, TaskFinding, type TaskPlan, TaskRequest, type TaskTarget } from './tasks/shapes';

/** The plan of a task: every target with what was found of it; a missing finding is unknown. */
export function planTask(
  { startedAt, targets, ...request }: TaskRequest,
  findings: readonly TaskFinding[],
  plannedAt: Date,
  storedAs: string,
  task: PrivilegedTask = taskNamed(request.task),
): TaskPlan {
  const found = byAccountId(findings);
  return {
    kind: 'task',
    ...request,
    plannedAt: plannedAt.toISOString(),
    targets: targets.map((target) => planTarget(task, target, found.get(target.accountId), storedAs)),
  };
}

function planTarget(
  task: PrivilegedTask,
  target: TaskTarget,
  finding: TaskFinding | undefined,
  storedAs: string,
): PlannedTarget {
  if (!finding) return { ...target, finding: nothingRead, ...nothingHeld };
  if ('caught' in finding)
    return {
      ...target,
      finding: { state: 'unknown', failure: failureOfCaught(finding.caught) },
      ...nothingHeld,
    };
  const found: Found = finding;
  const { readings } = found;
  const held = readings ? { credentials: presentIn(readings), unread: unreadIn(readings) } : nothingHeld;
  const planned = { ...target, finding: task.findingIn(found), ...held };
  if (found.policy?.state !== 'present') return planned;
  const { text, region = target.region } = found.policy;
  return { ...planned, region, policy: { text, digest: policyDigest(text), storedAs } };
}

const nothingHeld = { credentials: [], unread: [] };

const store = ownRunStore();

/** The Lambda `PlanTask`: writes `plan.json` from what `ReadTargets` found, and keeps the policy that may go. */
export const handler = stateHandler(
  z.object({ run: z.string(), findings: z.array(TaskFinding) }),
  async ({ run, findings }) => {
    const request = await requireJson(store, runKeys.task(run), TaskRequest);
    const plan = planTask(request, findings, new Date(), `s3://${store.bucket}/${runKeys.policy(run)}`);
    // A policy is kept before anybody can decide that it goes. A task is about one at most.
    const policy = plan.targets.find((target) => target.policy)?.policy;
    if (policy) await writeText(store, runKeys.policy(run), policy.text);
    const text = JSON.stringify(plan);
    await writeText(store, runKeys.plan(run), text);
    return { planDigest: planDigest(text), toDo: toDo(plan).length };
  },
);
