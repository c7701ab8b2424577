import { expect, it } from 'vitest';
import type { RecordCheckName } from '../../../cli/verify/record-check';
import { digestOf, RunReader } from '../../../cli/verify/run-files';
import { checkTask } from '../../../cli/verify/task-checks';
import { verifyRun } from '../../../cli/verify/verify-run';
import type { Decision } from '../../../lambdas/run/model';
import type { TaskPlan, TaskReport } from '../../../lambdas/tasks/shapes';
import { approvedTask, bucketPlan, bucketRequest, taskReport } from '../../lambdas/support/task-fixture';

const planText = JSON.stringify(bucketPlan);
const approved = approvedTask(digestOf(planText) ?? '');
const target: TaskReport['targets'][number] = {
  ...{ accountId: '222222222222', name: 'Payments', email: 'aws+payments@example.com' },
  resource: 'payments-logs',
  ...{ outcome: 'done', reason: '', remedy: '', next: [] },
};

const [{ policy: kept } = {}] = bucketPlan.targets;
const policyText = kept?.text ?? '';
const named = `${target.accountId} ${target.resource}`;
const { accountId, resource, region } = target;
const approvedTarget = { accountId, resource, region, policyDigest: kept?.digest };
const none = { done: 0, 'already-so': 0, refused: 0, expired: 0, failed: 0, unknown: 0 };
const asked = (plan: string) => ({
  ...{ run: bucketPlan.run, planDigest: digestOf(plan), requestedAt: '', expiresAt: '', sealedTaskToken: '' },
  approvers: [{ email: 'ana@example.com', secretHash: '' }],
});
const planOf = (change: (plan: TaskPlan) => void) => {
  const plan = structuredClone(bucketPlan);
  change(plan);
  return JSON.stringify(plan);
};

interface Left {
  readonly decision?: Decision;
  readonly plan?: string;
  readonly request?: object;
  readonly approval?: object;
  readonly approvedTargets?: object[];
  readonly policy?: string;
  readonly report?: Partial<TaskReport>;
}

/** What a check finds in the files of a task that was done, apart from what the test says. */
function findings(name: RecordCheckName, left: Left = {}): string {
  const { decision = approved, plan = planText, request = bucketRequest, report = {} } = left;
  const changes = decision.decision === 'APPROVED' ? [approvedTarget] : [];
  const { approval = asked(plan), approvedTargets = changes, policy = policyText } = left;
  const files = {
    'plan.json': plan,
    'decision.json': JSON.stringify(decision),
    'task.json': JSON.stringify(request),
    'approval.json': JSON.stringify(approval),
    'approved.json': JSON.stringify(approvedTargets),
    'policy.json': policy,
  };
  const reader = new RunReader(new Map(Object.entries(files)));
  const whole = taskReport(bucketPlan, {
    targets: [target],
    outcomes: { ...none, done: 1 },
    decision,
    ...report,
  });
  const made = checkTask(reader, whole).find(({ check }) => check === name);
  return `${made?.verdict}: ${made?.findings.join(' ')}`;
}

it('is what is asked of the record of a task, beside its digests', async () => {
  const whole = taskReport(bucketPlan, { targets: [target], decision: approved });
  const files = {
    'plan.json': planText,
    'decision.json': JSON.stringify(approved),
    'report.json': JSON.stringify(whole),
  };
  const checks = await verifyRun(new Map(Object.entries(files)));
  expect(checks.map(({ check, verdict }) => `${check} ${verdict}`)).toEqual([
    ...['files holds', 'decision cannot-be-checked', 'plan fails', 'approved-only holds'],
    ...['once cannot-be-checked', 'claims cannot-be-checked', 'outcomes holds'],
    ...['digests cannot-be-checked', 'signature cannot-be-checked'],
  ]);
});

it('finds what is done without anybody having decided', () => {
  const undecided = taskReport(bucketPlan, { targets: [target], decision: undefined });
  const [decision, plan, approvedOnly] = checkTask(
    new RunReader(new Map([['plan.json', planText]])),
    undecided,
  );
  expect(decision?.verdict).toBe('holds');
  expect(plan?.findings).toEqual(['222222222222: policy.json is missing.']);
  expect(approvedOnly?.findings).toEqual(['222222222222 is reported as done, and was not approved.']);
});

it.each<[RecordCheckName, Left, string]>([
  ['decision', {}, 'holds: '],
  [
    'decision',
    { report: { decision: undefined } },
    'fails: report.json shows another decision than decision.json.',
  ],
  [
    'decision',
    { decision: approvedTask('cd') },
    `fails: decision.json is about the plan with the digest cd; that of plan.json is ${digestOf(planText)}.`,
  ],
  [
    'decision',
    { plan: `${planText} ` },
    `fails: decision.json is about the plan with the digest ${digestOf(planText)}; that of plan.json is ${digestOf(`${planText} `)}.`,
  ],
  ['decision', { decision: { decision: 'EXPIRED', decidedAt: '' } }, 'holds: '],
  ['approved-only', {}, 'holds: '],
  [
    'approved-only',
    { decision: { ...approved, decision: 'REJECTED' } },
    'fails: 222222222222 is reported as done, and was not approved.',
  ],
  [
    'approved-only',
    {
      decision: { ...approved, decision: 'REJECTED' },
      report: { targets: [{ ...target, outcome: 'refused' }] },
    },
    'holds: ',
  ],
  [
    'approved-only',
    { decision: { decision: 'EXPIRED', decidedAt: '' } },
    'fails: 222222222222 is reported as done, and was not approved.',
  ],
  [
    'approved-only',
    { approvedTargets: [{ ...approvedTarget, resource: 'other' }] },
    'fails: 222222222222 other is in approved.json, and was not approved.',
  ],
  [
    'approved-only',
    { approvedTargets: [{ ...approvedTarget, policyDigest: 'ab' }] },
    `fails: ${named} is in approved.json with another policy than that in the plan.`,
  ],
  [
    'decision',
    { approval: { ...asked(planText), approvers: [{ email: 'ben@example.com', secretHash: '' }] } },
    'fails: ana@example.com decided, and was not asked.',
  ],
  [
    'decision',
    { approval: { ...asked(planText), run: 'other' } },
    `fails: approval.json is of the run other, and report.json of ${bucketPlan.run}.`,
  ],
  ['plan', {}, 'holds: '],
  ['plan', { policy: '{}' }, 'fails: 222222222222: policy.json is another policy than that in the plan.'],
  [
    'plan',
    { plan: planOf(({ targets: [first] }) => Object.assign(first?.policy ?? {}, { digest: 'ab' })) },
    `fails: 222222222222: the plan says that its policy has the digest ab; it has ${digestOf(policyText)}.`,
  ],
  [
    'plan',
    { plan: planOf(({ targets }) => targets.pop()) },
    `fails: ${named} is in plan.json 0 times, instead of once.`,
  ],
  ['outcomes', {}, 'holds: '],
  ['outcomes', { report: { outcomes: none } }, 'fails: report.json counts 0 done, and lists 1.'],
  [
    'outcomes',
    {
      plan: planOf(({ targets: [first] }) =>
        Object.assign(first ?? {}, { finding: { state: 'already-so' } }),
      ),
    },
    'fails: 222222222222 is done, and the plan has it as already-so.',
  ],
  [
    'outcomes',
    { report: { targets: [{ ...target, outcome: 'refused' }], outcomes: { ...none, refused: 1 } } },
    'fails: 222222222222 is refused, and nobody refused it.',
  ],
  [
    'outcomes',
    { report: { targets: [{ ...target, outcome: 'expired' }], outcomes: { ...none, expired: 1 } } },
    'fails: 222222222222 is expired, and the approval did not expire.',
  ],
  ['once', {}, 'holds: '],
  ['once', { report: { targets: [] } }, `fails: ${named} is in report.json 0 times, instead of once.`],
  [
    'once',
    { report: { targets: [target, target] } },
    `fails: ${named} is in report.json 2 times, instead of once.`,
  ],
  ['once', { request: {} }, 'cannot-be-checked: There is no task.json, which says what the run was about.'],
  [
    'claims',
    {},
    'cannot-be-checked: What a privileged task did is in the execution history, and in CloudTrail.',
  ],
])('%s of a privileged task with %j', (check, left, says) => {
  expect(findings(check, left)).toBe(says);
});
