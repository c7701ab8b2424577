import { describe, expect, it } from 'vitest';
import { explain } from '../../../lambdas/report/explain';
import { keptBy, noResult, whyNotOffered } from '../../../lambdas/report/what-remains';
import { absent, present } from '../support/iam';
import {
  account,
  allGone,
  denied,
  gone,
  key,
  mfa,
  otherKey,
  password,
  reportOn,
  type Situation,
  unreadKeys,
} from '../support/purged-account';

const saidNothing = explain(noResult).reason;
const saidThrottled =
  'AWS throttled the call until the retries were used up. (iam:DeleteAccessKey answered Throttling: Rate exceeded)';
const appeared = 'It appeared since the plan and was left alone.';
const withoutKeys = allGone.filter(({ kind }) => kind !== 'access-keys');

describe('an account with credentials that could be taken for one another', () => {
  it.each<[string, Situation, object]>([
    [
      'purged, where credentials of two kinds have the same ID, and only that of the other kind is told of twice',
      {
        found: { credentials: [key, { ...key, kind: 'signing-certificates' }, password, mfa] },
        stages: {
          certificates: { deletions: [{ ...gone('signing-certificates', 'AKIA1'), result: 'already-gone' }] },
        },
      },
      { deleted: [{ ...gone('signing-certificates', 'AKIA1'), result: 'already-gone' }, ...allGone] },
    ],
    [
      'failed, where the same ID is gone of one kind, and of the other nobody knows',
      {
        found: { credentials: [key, { ...key, kind: 'signing-certificates' }] },
        stages: {
          certificates: { deletions: [gone('signing-certificates', 'AKIA1')] },
          keys: { deletions: [] },
        },
        verificationError: 'States.Timeout',
      },
      {
        outcome: 'failed',
        deleted: [gone('signing-certificates', 'AKIA1')],
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: saidNothing }],
        unknown: ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'],
        reason: saidNothing,
      },
    ],
    [
      'failed, for the reason of its own deletion and not of the one before it',
      {
        found: { credentials: [otherKey, key, password, mfa] },
        stages: {
          keys: {
            deletions: [
              {
                ...denied,
                id: 'AKIA2',
                failure: { call: 'iam:DeleteAccessKey', error: 'Other', message: 'm' },
              },
              denied,
            ],
          },
        },
        readings: { 'access-keys': present(key) },
      },
      {
        outcome: 'failed',
        deleted: [{ ...gone('access-keys', 'AKIA2'), result: 'already-gone' }, ...withoutKeys],
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: saidThrottled }],
        reason: saidThrottled,
      },
    ],
    [
      "kept, where a key appeared beside other kinds that were unread, and of the ID of an approver's certificate",
      {
        found: {
          credentials: [password, mfa, { ...otherKey, kind: 'signing-certificates' }],
          unknown: [{ ...unreadKeys, kind: 'mfa-devices' }],
        },
        kept: ['signing-certificates'],
        stages: { keys: { deletions: [] } },
        readings: { 'access-keys': present(otherKey) },
      },
      {
        outcome: 'kept',
        deleted: withoutKeys,
        remaining: [{ kind: 'access-keys', id: 'AKIA2', why: appeared }],
        appearedSincePlan: [{ kind: 'access-keys', id: 'AKIA2' }],
        reason: appeared,
        remedy: 'Run again.',
      },
    ],
  ])('is %s', (_, situation, expected) => {
    expect(reportOn(situation)).toMatchObject(expected);
  });
});

it('says who kept a credential, where somebody decided', () => {
  expect(keptBy(undefined)).toBe('It was not approved.');
  expect(keptBy({ decision: 'EXPIRED', decidedAt: '' })).toBe('It was not approved.');
});

it.each([
  ['access-keys', 'Not among what this run was asked to delete.'],
  ['mfa-devices', 'The password stays or could not be read, so its MFA devices stay.'],
] as const)('says of %s beside a password that stays: %s', (kind, why) => {
  const planned = { ...account, credentials: [], outOfScope: [password], unknown: [] };
  expect(whyNotOffered({ ...key, kind }, planned)).toBe(why);
});

describe('a credential that its stage could not delete', () => {
  const caughtIn = (state: string) => ({ caught: { state, error: `${state}Failed`, cause: 'no' } });
  const stages = [
    caughtIn('DeactivateMfaDevices'),
    caughtIn('DeleteLoginProfile'),
    {
      deletions: [denied],
    },
  ];

  it('has the reason of its kind, in whatever order the stages are told', () => {
    const readings = {
      ...absent,
      'access-keys': present(key),
      'login-profile': present(password),
      'mfa-devices': present(mfa),
    };
    const { remaining } = reportOn({ stagesInOrder: stages, readings });
    expect(remaining).toEqual([
      expect.objectContaining({ kind: 'access-keys', why: expect.stringContaining('iam:DeleteAccessKey') }),
      expect.objectContaining({
        kind: 'login-profile',
        why: expect.stringMatching(/^DeleteLoginProfile failed/),
      }),
      expect.objectContaining({
        kind: 'mfa-devices',
        why: expect.stringMatching(/^DeactivateMfaDevices failed/),
      }),
    ]);
  });
});
