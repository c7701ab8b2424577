import { createHash } from 'node:crypto';
import type { PlannedTarget, TaskPlan, TaskReport, TaskRequest } from '../../../lambdas/tasks/shapes';
import { oldKey, password, plannedAt, virtualMfa } from './plan-fixture';

const accounts = {
  payments: { accountId: '222222222222', name: 'Payments', email: 'aws+payments@example.com' },
  hostile: { accountId: '333333333333', name: 'R&D <sandbox> "alpha"', email: 'aws+rd@example.com' },
  billing: { accountId: '444444444444', name: 'Legacy billing', email: 'aws+billing@example.com' },
  lake: { accountId: '555555555555', name: 'Data lake', email: 'aws+lake@example.com' },
};

export const assumeRootDenied = { call: 'sts:AssumeRoot', error: 'AccessDenied', message: 'not authorized' };

const held = (...credentials: PlannedTarget['credentials']) => ({ credentials, unread: [] });

export const recoveryRequest: TaskRequest = {
  run: 'task-recovery',
  startedAt: '2026-11-23T11:59:00.000Z',
  task: 'allow-password-recovery',
  reason: 'The email address of the account has to change.',
  resealAfterSeconds: 7200,
  targets: Object.values(accounts),
};

/** Two accounts to allow it in, one that could not be read, one where it is so already. */
export const recoveryPlan: TaskPlan = {
  kind: 'task',
  run: recoveryRequest.run,
  plannedAt,
  task: 'allow-password-recovery',
  reason: recoveryRequest.reason,
  resealAfterSeconds: 7200,
  targets: [
    { ...accounts.payments, finding: { state: 'to-do' }, ...held(oldKey, virtualMfa) },
    { ...accounts.hostile, finding: { state: 'to-do' }, ...held() },
    { ...accounts.billing, finding: { state: 'unknown', failure: assumeRootDenied }, ...held() },
    { ...accounts.lake, finding: { state: 'already-so' }, ...held(password) },
  ],
};

export const policyText =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}';
export const policySha256 = createHash('sha256').update(policyText).digest('hex');
const storedAs = 's3://run-bucket/runs/task-bucket/policy.json';

export const bucketPlan: TaskPlan = {
  kind: 'task',
  run: 'task-bucket',
  plannedAt,
  task: 'delete-bucket-policy',
  reason: 'Nobody can get in.',
  targets: [
    {
      ...accounts.payments,
      resource: 'payments-logs',
      finding: { state: 'to-do' },
      ...held(),
      policy: { text: policyText, digest: policySha256, storedAs },
    },
  ],
};

export const bucketRequest: TaskRequest = {
  run: 'task-bucket',
  startedAt: '2026-11-23T11:59:00.000Z',
  task: 'delete-bucket-policy',
  reason: 'Nobody can get in.',
  targets: [{ ...accounts.payments, resource: 'payments-logs' }],
};

export const approvedTask = (planDigest: string) => ({
  decision: 'APPROVED' as const,
  planDigest,
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [],
});

/** The report of a task that was done, apart from what the test says. */
export const taskReport = (plan: TaskPlan, given: Partial<TaskReport> = {}): TaskReport => ({
  kind: 'task',
  run: plan.run,
  task: plan.task,
  requestReason: plan.reason,
  startedAt: plan.plannedAt,
  finishedAt: plan.plannedAt,
  summary: 'Delete the policy of bucket payments-logs: done.',
  outcomes: { done: 1, 'already-so': 0, refused: 0, expired: 0, failed: 0, unknown: 0 },
  targets: [],
  ...given,
});
