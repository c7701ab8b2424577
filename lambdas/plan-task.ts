import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { clientDefaults } from './shared/aws-clients';
import { env } from './shared/env';
import { failureOfCaught } from './shared/explain';
import { stateHandler } from './shared/handler';
import { type Credential, credentialKinds, type Failure, type Readings } from './shared/model';
import { planDigest } from './shared/plan-digest';
import { policyDigest } from './shared/policy-removal';
import { requireJson, runKeys, writeText } from './shared/run-store';
import {
  type PlannedTarget,
  type PolicyReading,
  TaskFinding,
  type TaskPlan,
  TaskRequest,
  type TaskTarget,
} from './shared/task-model';

/** Every target, in the order of the request, with what was found of it; a missing finding is unknown. */
export function planTask(
  { startedAt, targets, ...request }: TaskRequest,
  findings: readonly TaskFinding[],
  plannedAt: Date,
  storedAs: string,
): TaskPlan {
  const found = new Map(findings.map((finding) => [finding.accountId, finding]));
  return {
    ...request,
    plannedAt: plannedAt.toISOString(),
    targets: targets.map((target) => planTarget(target, found.get(target.accountId), storedAs)),
  };
}

function planTarget(target: TaskTarget, finding: TaskFinding | undefined, storedAs: string): PlannedTarget {
  if (!finding) return notRead(target, noFinding);
  if ('caught' in finding) return notRead(target, failureOfCaught(finding.caught));
  if ('policy' in finding) return planPolicy(target, finding.policy, storedAs);
  return planPassword(target, finding.readings);
}

const noFinding: Failure = {
  call: 'ReadTargets',
  error: 'NoResult',
  message: 'Reading this target ended without a result.',
};

const nothingHeld = { credentials: [], unread: [] };

function notRead(target: TaskTarget, failure: Failure): PlannedTarget {
  return { ...target, finding: { state: 'unknown', failure }, ...nothingHeld };
}

function planPolicy(target: TaskTarget, policy: PolicyReading, storedAs: string): PlannedTarget {
  if (policy.state === 'unknown') return notRead(target, policy.failure);
  if (policy.state === 'absent') return { ...target, finding: { state: 'already-so' }, ...nothingHeld };
  const { text } = policy;
  const kept = { text, digest: policyDigest(text), storedAs };
  return { ...target, finding: { state: 'to-do' }, ...nothingHeld, policy: kept };
}

/** Password recovery is allowed already where there is a login profile. */
function planPassword(target: TaskTarget, readings: Readings): PlannedTarget {
  const password = readings['login-profile'];
  const held: Credential[] = credentialKinds.flatMap((kind) => {
    const reading = readings[kind];
    return reading.state === 'present' ? reading.credentials : [];
  });
  const unread = credentialKinds.flatMap((kind) => {
    const reading = readings[kind];
    return reading.state === 'unknown' ? [{ kind, failure: reading.failure }] : [];
  });
  const told = { ...target, credentials: held, unread };
  if (password.state === 'unknown') return { ...told, finding: password };
  return { ...told, finding: { state: password.state === 'present' ? 'already-so' : 'to-do' } };
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
