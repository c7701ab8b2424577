import { describe, expect, it } from 'vitest';
import { type AccountEvidence, reportAccount } from '../../../lambdas/report/outcome';
import type { ApprovedAccount, Decision, PlannedAccount } from '../../../lambdas/run/model';
import type { ReportedAccount } from '../../../lambdas/run/report-shapes';
import { credential } from '../support/iam';
import { memberOf } from '../support/organization';

const accountId = '222222222222';
const account = memberOf(accountId);
const key = credential('access-keys', 'AKIA1');
const password = credential('login-profile', 'login-profile');
const mfa = credential('mfa-devices', 'GAHT12345678');
const clean: PlannedAccount = { ...account, credentials: [], outOfScope: [], unknown: [] };
const holding: PlannedAccount = { ...clean, credentials: [key, password] };
const throttled = { call: 'iam:ListMFADevices', error: 'Throttling', message: 'Rate exceeded' };
const halfRead: PlannedAccount = { ...holding, unknown: [{ kind: 'mfa-devices', failure: throttled }] };
const notOffered: PlannedAccount = { ...clean, outOfScope: [key] };

const decided = {
  planDigest: 'ab'.repeat(32),
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [],
};
const approvedPlan: Decision = { ...decided, decision: 'APPROVED' };
const expired: Decision = { decision: 'EXPIRED', decidedAt: decided.decidedAt };
const requestFailed = { state: 'RequestApproval', error: 'NoApproverConfirmedError', cause: 'None of …' };
const everything: ApprovedAccount = {
  accountId,
  credentials: {
    'signing-certificates': [],
    'access-keys': ['AKIA1'],
    'login-profile': ['login-profile'],
    'mfa-devices': [],
  },
};

const left = { deleted: [], remaining: [], appearedSincePlan: [], unknown: [], reason: '', remedy: '' };
const both = (why: string) => [
  { kind: 'access-keys', id: 'AKIA1', why },
  { kind: 'login-profile', id: 'login-profile', why },
];
const allKinds = ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'];
const notAskedFor = 'Not among what this run was asked to delete.';
const saidThrottled =
  'AWS throttled the call until the retries were used up. (iam:ListMFADevices answered Throttling: Rate exceeded)';
const saidNoApprover =
  'No approver has confirmed their email subscription, so nobody could be asked. (RequestApproval answered NoApproverConfirmedError: None of …)';
const later = 'Run again later, or with a lower concurrency.';
const onlyRehearsed = 'ana@example.com approved it, in a rehearsal: nothing is deleted.';
const stopped =
  'This run deletes nothing, and was about to: no session that could was opened. (AssumeRootToPurge answered NotAPurgeError: no)';
const redeploy = 'Find out who changed the definition of the state machine, and deploy the app again.';
const retry = 'Run again; if it fails the same way, look at the log of this function.';

function report(evidence: Partial<AccountEvidence>): Omit<ReportedAccount, 'credentials'> {
  const { credentials, ...reported } = reportAccount({
    account,
    mode: 'purge',
    planned: holding,
    decision: undefined,
    approved: undefined,
    result: undefined,
    runFailure: undefined,
    ...evidence,
  });
  return reported;
}

describe('an account in which nothing was deleted', () => {
  it.each<[string, Partial<AccountEvidence>, object]>([
    ['clean, where all was read and nothing found', { planned: clean }, { outcome: 'clean' }],
    [
      'clean, also where the rest of the run was refused',
      { planned: clean, decision: expired },
      { outcome: 'clean' },
    ],
    [
      'unknown, where one kind could not be read and nothing else was found',
      { planned: { ...clean, unknown: halfRead.unknown } },
      { outcome: 'unknown', unknown: ['mfa-devices'], reason: saidThrottled, remedy: later },
    ],
    [
      'unknown, where one kind could not be read and the rest was kept',
      { planned: halfRead, decision: approvedPlan },
      {
        outcome: 'unknown',
        unknown: ['mfa-devices'],
        remaining: both('ana@example.com kept it.'),
        reason: saidThrottled,
        remedy: later,
      },
    ],
    [
      'kept, where the approver kept all of it',
      { decision: approvedPlan },
      { outcome: 'kept', remaining: both('ana@example.com kept it.'), reason: 'ana@example.com kept it.' },
    ],
    [
      'kept, where the plan was refused',
      { decision: { ...decided, decision: 'REJECTED' } },
      {
        outcome: 'kept',
        remaining: both('ana@example.com refused the whole plan.'),
        reason: 'ana@example.com refused the whole plan.',
      },
    ],
    [
      'kept, where all of it was approved in a rehearsal',
      { mode: 'rehearsal', decision: approvedPlan, approved: everything },
      { outcome: 'kept', remaining: both(onlyRehearsed), reason: onlyRehearsed },
    ],
    [
      'kept, where a part was approved in a rehearsal, and each says why it stays',
      {
        mode: 'rehearsal',
        decision: approvedPlan,
        approved: { accountId, credentials: { ...everything.credentials, 'login-profile': [] } },
      },
      {
        outcome: 'kept',
        remaining: [
          { kind: 'access-keys', id: 'AKIA1', why: onlyRehearsed },
          { kind: 'login-profile', id: 'login-profile', why: 'ana@example.com kept it.' },
        ],
        reason: onlyRehearsed,
      },
    ],
    [
      'kept, where nothing of it was approved in a rehearsal',
      { mode: 'rehearsal', decision: approvedPlan },
      { outcome: 'kept', remaining: both('ana@example.com kept it.'), reason: 'ana@example.com kept it.' },
    ],
    [
      'failed, where a rehearsal was about to delete',
      {
        mode: 'rehearsal',
        decision: approvedPlan,
        approved: everything,
        result: { accountId, caught: { state: 'AssumeRootToPurge', error: 'NotAPurgeError', cause: 'no' } },
      },
      { outcome: 'failed', remaining: both(stopped), reason: stopped, remedy: redeploy },
    ],
    [
      'failed, where the whole purge failed that a rehearsal must not have',
      {
        mode: 'rehearsal',
        decision: approvedPlan,
        approved: everything,
        runFailure: { ...throttled, purgeHadBegun: true },
      },
      {
        outcome: 'failed',
        remaining: both(saidThrottled),
        unknown: allKinds,
        reason: saidThrottled,
        remedy: later,
      },
    ],
    [
      'expired, where nobody decided in a rehearsal',
      { mode: 'rehearsal', decision: expired },
      {
        outcome: 'expired',
        remaining: both('Nobody decided in time.'),
        reason: 'Nobody decided in time.',
        remedy: 'Run again to ask again.',
      },
    ],
    [
      'kept, in an audit',
      { mode: 'audit' },
      {
        outcome: 'kept',
        remaining: both('This was an audit: nothing is deleted.'),
        reason: 'This was an audit: nothing is deleted.',
      },
    ],
    [
      'kept, where the run was not asked for what is there',
      { planned: notOffered, decision: expired },
      {
        outcome: 'kept',
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: notAskedFor }],
        reason: notAskedFor,
      },
    ],
    [
      'expired, where nobody decided in time',
      { decision: expired },
      {
        outcome: 'expired',
        remaining: both('Nobody decided in time.'),
        reason: 'Nobody decided in time.',
        remedy: 'Run again to ask again.',
      },
    ],
    [
      'failed, where nobody could be asked',
      { decision: { decision: 'NOT_ASKED', decidedAt: decided.decidedAt, caught: requestFailed } },
      {
        outcome: 'failed',
        remaining: both(saidNoApprover),
        reason: saidNoApprover,
        remedy: 'Have the approvers confirm the subscription email of their SNS topic, then run again.',
      },
    ],
    [
      'failed, where the run ended before its decision took effect',
      {
        planned: halfRead,
        decision: approvedPlan,
        runFailure: { call: 'CloseApproval', error: 'TypeError', message: 'oh', purgeHadBegun: false },
      },
      {
        outcome: 'failed',
        unknown: ['mfa-devices'],
        remaining: both('CloseApproval failed. (TypeError: oh)'),
        reason: 'CloseApproval failed. (TypeError: oh)',
        remedy: retry,
      },
    ],
    [
      'kept, where only the purge of other accounts got lost',
      {
        decision: approvedPlan,
        runFailure: { call: 'PurgeAccounts', error: 'States.Timeout', message: 'late', purgeHadBegun: true },
      },
      { outcome: 'kept', remaining: both('ana@example.com kept it.'), reason: 'ana@example.com kept it.' },
    ],
    [
      'failed, where it was to be decided on and there is no decision',
      {},
      {
        outcome: 'failed',
        remaining: both('PurgeAccounts failed. (NoResult: The work on this account ended without a result.)'),
        reason: 'PurgeAccounts failed. (NoResult: The work on this account ended without a result.)',
        remedy: retry,
      },
    ],
    [
      'unknown, where the run ended before there was a plan',
      {
        planned: undefined,
        runFailure: {
          call: 'InspectAccounts',
          error: 'States.Timeout',
          message: 'late',
          purgeHadBegun: false,
        },
      },
      {
        outcome: 'unknown',
        unknown: allKinds,
        reason: 'InspectAccounts failed. (States.Timeout: late)',
        remedy: retry,
      },
    ],
    [
      'unknown, where nothing is known at all',
      { planned: undefined },
      {
        outcome: 'unknown',
        unknown: allKinds,
        reason: 'PurgeAccounts failed. (NoResult: The work on this account ended without a result.)',
        remedy: retry,
      },
    ],
  ])('is %s', (_, evidence, expected) => {
    expect(report(evidence)).toEqual({ ...account, ...left, ...expected });
  });

  it.each([
    ['stays with its password', { outOfScope: [password, mfa] }, 1],
    [
      'stays while the password cannot be read',
      { outOfScope: [mfa], unknown: [{ kind: 'login-profile', failure: throttled }] as const },
      0,
    ],
  ])('says of an MFA device that was asked for: it %s', (_, found, index) => {
    const planned = { ...clean, ...found, unknown: [...('unknown' in found ? found.unknown : [])] };
    expect(report({ planned }).remaining[index]).toEqual({
      kind: 'mfa-devices',
      id: 'GAHT12345678',
      why: 'The password stays or could not be read, so its MFA devices stay.',
    });
  });
});

describe('an account whose purge left no result', () => {
  const denied = { state: 'AssumeRootToPurge', error: 'RegionDisabledException', cause: 'off' };
  const saidDenied =
    'STS is not activated in this Region. (sts:AssumeRoot answered RegionDisabledException: off)';

  it('is as it was inspected where no session could be opened', () => {
    const planned = { ...halfRead, credentials: [key, password], outOfScope: [mfa] };
    const approved = { ...everything, credentials: { ...everything.credentials, 'access-keys': [] } };
    const result = { accountId, caught: denied };
    expect(report({ planned, approved, decision: approvedPlan, result })).toEqual({
      ...account,
      ...left,
      outcome: 'failed',
      remaining: [
        { kind: 'access-keys', id: 'AKIA1', why: 'ana@example.com kept it.' },
        { kind: 'login-profile', id: 'login-profile', why: saidDenied },
        { kind: 'mfa-devices', id: 'GAHT12345678', why: notAskedFor },
      ],
      unknown: ['mfa-devices'],
      reason: saidDenied,
      remedy: expect.stringContaining('Run in a Region that every account has'),
    });
  });

  it.each<[string, Partial<AccountEvidence>, string]>([
    [
      'its child ran into the limit of five minutes',
      {
        result: {
          accountId,
          caught: { state: 'PurgeAccounts', error: 'States.Timeout', cause: 'late' },
          isLost: true,
        },
      },
      'PurgeAccounts failed. (States.Timeout: late)',
    ],
    [
      'the whole map failed',
      {
        runFailure: {
          call: 'PurgeAccounts',
          error: 'States.ResultWriterFailed',
          message: 'no access',
          purgeHadBegun: true,
        },
      },
      'PurgeAccounts failed. (States.ResultWriterFailed: no access)',
    ],
    [
      'it is missing among the results',
      {},
      'PurgeAccounts failed. (NoResult: The work on this account ended without a result.)',
    ],
  ])('is unknown in every kind where %s', (_, evidence, reason) => {
    expect(report({ approved: everything, decision: approvedPlan, ...evidence })).toEqual({
      ...account,
      ...left,
      outcome: 'failed',
      remaining: both(reason),
      unknown: allKinds,
      reason,
      remedy: retry,
    });
  });
});
