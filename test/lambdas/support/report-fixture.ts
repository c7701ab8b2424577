import type { Report, ReportedAccount, ReportedCredential } from '../../../lambdas/run/report-shapes';
import { certificate, oldKey, password, plan, unusedKey, virtualMfa } from './plan-fixture';

export function reportedAccount(account: Partial<ReportedAccount>): ReportedAccount {
  return {
    accountId: '666666666666',
    name: 'Log archive',
    email: 'aws+log-archive@example.com',
    outcome: 'clean',
    credentials: [],
    deleted: [],
    remaining: [],
    appearedSincePlan: [],
    unknown: [],
    reason: '',
    remedy: '',
    ...account,
  };
}

const secondLookAt = '2026-11-23T14:07:00.000Z';
const approved = (
  result: 'deleted' | 'already-gone',
  requestId?: string,
): Pick<ReportedCredential, 'inPlan' | 'decision' | 'deletion' | 'secondLook'> => ({
  inPlan: 'offered',
  decision: 'approved',
  deletion: { result, at: '2026-11-23T14:06:10.000Z', requestId },
  secondLook: 'absent',
});

const purged = reportedAccount({
  accountId: '222222222222',
  name: 'Payments production',
  email: 'payments@example.com',
  path: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/222222222222/',
  units: ['Workloads', 'Production'],
  outcome: 'purged',
  credentials: [
    { ...password, ...approved('deleted', '7d1c5e9e-0a83-4c3e-9b8b-2f4f4f3d8a11') },
    { ...virtualMfa, ...approved('already-gone') },
  ],
  secondLookAt,
  deleted: [
    { kind: password.kind, id: password.id, result: 'deleted' },
    { kind: virtualMfa.kind, id: virtualMfa.id, result: 'already-gone' },
  ],
});

const failed = reportedAccount({
  accountId: '333333333333',
  name: 'R&D <sandbox> "alpha"',
  email: '=cmd@example.com',
  path: 'o-a1b2c3d4e5/r-ab12/ou-ab12-22222222/333333333333/',
  outcome: 'failed',
  credentials: [
    { ...certificate, ...approved('deleted', '0b1c2d3e-0a83-4c3e-9b8b-2f4f4f3d8a12') },
    {
      ...oldKey,
      inPlan: 'offered',
      decision: 'approved',
      deletion: {
        result: 'failed',
        failure: { call: 'iam:DeleteAccessKey', error: 'ServiceFailure', message: '<b>internal</b>' },
        at: '2026-11-23T14:06:12.000Z',
        requestId: '1c2d3e4f-0a83-4c3e-9b8b-2f4f4f3d8a13',
      },
      secondLook: 'present',
    },
    {
      ...unusedKey,
      lastUsed: { state: 'not-recorded' },
      inPlan: 'unseen',
      decision: 'none',
      secondLook: 'present',
    },
  ],
  secondLookAt,
  deleted: [{ kind: certificate.kind, id: certificate.id, result: 'deleted' }],
  remaining: [
    { kind: oldKey.kind, id: oldKey.id, why: 'IAM answered ServiceFailure' },
    { kind: unusedKey.kind, id: unusedKey.id, why: 'appeared since the plan' },
  ],
  appearedSincePlan: [{ kind: unusedKey.kind, id: unusedKey.id }],
  reason: 'iam:DeleteAccessKey failed. (ServiceFailure: <b>internal</b>)',
  remedy: 'Run again; if it fails the same way, look at the log of this function.',
});

const unknown = reportedAccount({
  accountId: '444444444444',
  name: 'Legacy billing',
  email: 'billing@example.com',
  outcome: 'unknown',
  unknown: ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'],
  reason: 'A service control policy denies the root user, root sessions included.',
  remedy: 'Add the condition "Null": {"aws:AssumedRoot": "true"} to every SCP statement that denies root.',
});

const kept = reportedAccount({
  accountId: '555555555555',
  name: 'Data lake',
  email: 'data@example.com',
  units: [],
  outcome: 'kept',
  credentials: [
    {
      kind: 'mfa-devices',
      id: 'GAHT12345678',
      lastUsed: { state: 'not-recorded' },
      inPlan: 'offered',
      decision: 'kept',
    },
  ],
  remaining: [{ kind: 'mfa-devices', id: 'GAHT12345678', why: 'not approved' }],
  reason: 'The approver kept one MFA device.',
  remedy: 'Run again and approve it.',
});

const skipped = reportedAccount({
  accountId: '111111111111',
  name: 'Management',
  email: 'aws@example.com',
  outcome: 'skipped',
  reason: 'the management account',
});

export const report: Report = {
  kind: 'purge',
  run: plan.run,
  mode: 'purge',
  requestReason: plan.reason,
  startedAt: '2026-11-23T11:58:00.000Z',
  plannedAt: '2026-11-23T12:00:00.000Z',
  finishedAt: '2026-11-23T14:12:00.000Z',
  organization: { id: 'o-a1b2c3d4e5', managementAccountId: '111111111111' },
  origin: {
    executionArn: 'arn:aws:states:eu-west-1:111111111111:execution:PurgeWorkflow:first-purge-2026-11-23',
    startedBy: 'arn:aws:sts::111111111111:assumed-role/SecurityAdmin/mia',
  },
  whoStarted: {
    state: 'known',
    arn: 'arn:aws:sts::111111111111:assumed-role/SecurityAdmin/mia',
    at: '2026-11-23T11:58:00Z',
    sourceIp: '203.0.113.9',
    eventId: 'e-1',
  },
  version: '1.2.3',
  asked: {
    requestedAt: '2026-11-23T12:01:00.000Z',
    expiresAt: '2026-11-26T12:01:00.000Z',
    approvers: ['ana@example.com', 'ben@example.com'],
  },
  decision: {
    decision: 'APPROVED',
    planDigest: 'ab'.repeat(32),
    decidedAt: '2026-11-23T14:05:00.000Z',
    decidedBy: 'ana@example.com',
    sourceIp: '203.0.113.7',
    comment: 'Checked with the payments team.',
    credentials: [{ accountId: '222222222222', kind: 'login-profile', id: 'login-profile' }],
  },
  planDigest: 'ab'.repeat(32),
  decisionDigest: 'cd'.repeat(32),
  coverage: '3 of 6 member accounts hold no root credentials; 1 unknown.',
  outcomes: { clean: 2, purged: 1, kept: 1, expired: 0, failed: 1, unknown: 1, skipped: 1 },
  accounts: [
    purged,
    failed,
    unknown,
    kept,
    reportedAccount({}),
    reportedAccount({ accountId: '777777777777', name: 'Audit', email: 'audit@example.com' }),
    skipped,
  ],
};
