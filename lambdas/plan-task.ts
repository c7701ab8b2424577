import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { planDigest } from './approval/plan-digest';
import { clientDefaults } from './aws-calls/client-defaults';
import { failureOfCaught } from './report/explain';
import { credentialKinds, type Failure, type Readings } from './run/model';
import { requireJson, runKeys, writeText } from './run/run-store';
import { env } from './skeleton/env';
import { stateHandler } from './skeleton/handler';
import { policyDigest } from './tasks/policy-removal';
import { type Found, nothingRead, type PrivilegedTask } from './tasks/privileged-task';
import { taskNamed } from './tasks/registry';
import { type PlannedTarget, TaskFinding, type TaskPlan, TaskRequest, type TaskTarget } from './tasks/shapes';

/** Every target, in the order of the request, with what was found of it; a missing finding is unknown. */
export function planTask(
  { startedAt, targets, ...request }: TaskRequest,
  findings: readonly TaskFinding[],
  plannedAt: Date,
  storedAs: string,
  task: PrivilegedTask = taskNamed(request.task),
): TaskPlan {
  const found = new Map(findings.map((finding) => [finding.accountId, finding]));
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
  if ('caught' in finding) return notRead(target, failureOfCaught(finding.caught));
  const found: Found = finding;
  const held = found.readings ? heldIn(found.readings) : nothingHeld;
  const planned = { ...target, finding: task.findingIn(found), ...held };
  if (found.policy?.state !== 'present') return planned;
  const { text } = found.policy;
  return { ...planned, policy: { text, digest: policyDigest(text), storedAs } };
}

const nothingHeld = { credentials: [], unread: [] };

function notRead(target: TaskTarget, failure: Failure): PlannedTarget {
  return { ...target, finding: { state: 'unknown', failure }, ...nothingHeld };
}

/** What the root user holds, and what of that could not be read. */
function heldIn(readings: Readings): Pick<PlannedTarget, 'credentials' | 'unread'> {
  return {
    credentials: credentialKinds.flatMap((kind) => {
      const reading = readings[kind];
      return reading.state === 'present' ? reading.credentials : [];
    }),
    unread: credentialKinds.flatMap((kind) => {
      const reading = readings[kind];
      return reading.state === 'unknown' ? [{ kind, failure: reading.failure }] : [];
    }),
  };
}

const store = { s3: new S3Client(clientDefaults), bucket: env('RUN_BUCKET') };

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
    const toDo = plan.targets.filter(({ finding }) => finding.state === 'to-do').length;
    return { planDigest: planDigest(text), toDo };
  },
);
