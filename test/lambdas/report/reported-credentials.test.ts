import { describe, expect, it } from 'vitest';
import { reportedCredentials } from '../../../lambdas/report/reported-credentials';
import type { Decision, PlannedAccount, PurgeResult } from '../../../lambdas/run/model';
import { absent, credential, present, unread } from '../support/iam';
import { memberOf } from '../support/organization';

const accountId = '222222222222';
const key = credential('access-keys', 'AKIA1', { createdAt: '2019-01-01T00:00:00.000Z', status: 'Active' });
const other = credential('access-keys', 'AKIA2');
const device = credential('mfa-devices', 'GAHT12345678');
const newKey = credential('access-keys', 'AKIA3');
const planned: PlannedAccount = {
  ...memberOf(accountId),
  credentials: [key, other],
  outOfScope: [{ ...device, why: 'It stays.', made: 'before' }],
  unknown: [],
};
const decidedAt = '2026-11-23T14:05:00.000Z';
const by = { planDigest: '', decidedAt, decidedBy: 'ana@example.com', sourceIp: '203.0.113.7' };
const approved: Decision = {
  ...by,
  decision: 'APPROVED',
  credentials: [
    { accountId, kind: 'access-keys', id: 'AKIA1' },
    { accountId: '333333333333', kind: 'access-keys', id: 'AKIA2' },
  ],
};
const deletion = { result: 'deleted' as const, at: '2026-11-23T14:06:00.000Z', requestId: 'req-1' };
const result: PurgeResult = {
  accountId,
  stages: [{ deletions: [{ kind: 'access-keys', id: 'AKIA1', ...deletion }] }],
  verification: {
    readings: {
      ...absent,
      'access-keys': present(other, newKey),
      'mfa-devices': unread('iam:ListMFADevices'),
    },
  },
};

describe('the credentials of an account in a report', () => {
  it('are each there once: evidence, decision, deletion and second look', () => {
    expect(reportedCredentials({ planned, decision: approved, result })).toEqual([
      { ...key, inPlan: 'offered', decision: 'approved', deletion, secondLook: 'absent' },
      { ...other, inPlan: 'offered', decision: 'kept', secondLook: 'present' },
      { ...device, note: 'It stays.', inPlan: 'left-alone', decision: 'none', secondLook: 'unknown' },
      { ...newKey, inPlan: 'unseen', decision: 'none', secondLook: 'present' },
    ]);
  });

  it.each<[Decision | undefined, string]>([
    [undefined, 'none'],
    [{ ...by, decision: 'REJECTED', credentials: [] }, 'refused'],
    [{ decision: 'EXPIRED', decidedAt }, 'expired'],
    [{ decision: 'NOT_ASKED', decidedAt, caught: { state: '', error: '', cause: '' } }, 'not-asked'],
  ])('say of %j what was decided: %s', (decision, expected) => {
    const [first] = reportedCredentials({ planned, decision, result: undefined });
    expect(first).toEqual({ ...key, inPlan: 'offered', decision: expected });
  });

  it('are none where there is no plan', () => {
    expect(reportedCredentials({ planned: undefined, decision: undefined, result: undefined })).toEqual([]);
  });
});
