import { describe, expect, it } from 'vitest';
import type { Deletion } from '../../../lambdas/run/model';
import { present, unread } from '../support/iam';
import {
  account,
  allGone,
  caught,
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

const purged = {
  outcome: 'purged',
  deleted: allGone,
  remaining: [],
  appearedSincePlan: [],
  unknown: [],
  reason: '',
  remedy: '',
};
const without = (kind: Deletion['kind']) => allGone.filter((each) => each.kind !== kind);
const saidThrottled =
  'AWS throttled the call until the retries were used up. (iam:DeleteAccessKey answered Throttling: Rate exceeded)';
const later = 'Run again later, or with a lower concurrency.';
const saidDenied =
  'AWS throttled the call until the retries were used up. (DeleteLoginProfile answered ThrottlingException: why)';
const saidPassword =
  'The password is still there, so the MFA devices that protect it stay. (DeactivateMfaDevices answered PasswordStillPresentError: why)';
const notAskedFor = 'Not among what this run was asked to delete.';
const appeared = 'It appeared since the plan and was left alone.';
const wasUnread = 'It could not be read when the plan was made, so nobody was asked about it.';
const saidListed =
  'IAM accepted the deletion and still lists the credential. (VerifyAccount answered DeletedCredentialStillListedError: why)';
const saidAgain =
  'IAM accepted the deletion and still lists the credential. (VerifyAccount answered DeletedCredentialStillListedError: The credential is listed after its deletion.)';
const inMinutes = 'Run again in a few minutes: IAM may need a moment.';

describe('an account after its purge', () => {
  it.each<[string, Situation, object]>([
    ['purged, where all is deleted and nothing is left', {}, {}],
    [
      'purged, where somebody was faster',
      { stages: { keys: { deletions: [{ ...gone('access-keys', 'AKIA1'), result: 'already-gone' }] } } },
      { deleted: [{ ...gone('access-keys', 'AKIA1'), result: 'already-gone' }, ...without('access-keys')] },
    ],
    [
      'purged, where a deletion failed and the key is gone all the same',
      { stages: { keys: { deletions: [denied] } } },
      { deleted: [{ ...gone('access-keys', 'AKIA1'), result: 'already-gone' }, ...without('access-keys')] },
    ],
    [
      'purged, where the answer of a stage got lost and its key is gone, whatever else is listed',
      { stages: { keys: caught('DeleteAccessKeys', 'States.Timeout') }, readings: {} },
      { deleted: [{ ...gone('access-keys', 'AKIA1'), result: 'already-gone' }, ...without('access-keys')] },
    ],
    [
      'purged, where a kind that could not be read for the plan is now read and absent',
      { found: { unknown: [{ ...unreadKeys, kind: 'signing-certificates' }] } },
      {},
    ],
    [
      'failed, where AWS refused a deletion',
      { stages: { keys: { deletions: [denied] } }, readings: { 'access-keys': present(key) } },
      {
        outcome: 'failed',
        deleted: without('access-keys'),
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: saidThrottled }],
        reason: saidThrottled,
        remedy: later,
      },
    ],
    [
      'failed, where the password would not go, which keeps its MFA devices',
      {
        stages: {
          password: caught('DeleteLoginProfile', 'ThrottlingException'),
          mfa: caught('DeactivateMfaDevices', 'PasswordStillPresentError'),
        },
        readings: { 'login-profile': present(password), 'mfa-devices': present(mfa) },
      },
      {
        outcome: 'failed',
        deleted: [gone('access-keys', 'AKIA1')],
        remaining: [
          { kind: 'login-profile', id: 'login-profile', why: saidDenied },
          { kind: 'mfa-devices', id: 'GAHT12345678', why: saidPassword },
        ],
        reason: saidDenied,
        remedy: later,
      },
    ],
    [
      'failed, where a deletion failed and nobody could look again',
      { stages: { keys: { deletions: [denied] } }, verificationError: 'States.Timeout' },
      {
        outcome: 'failed',
        deleted: without('access-keys'),
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: saidThrottled }],
        unknown: ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'],
        reason: saidThrottled,
        remedy: later,
      },
    ],
    [
      'failed, where what was deleted is listed all the same',
      { readings: { 'access-keys': present(key) } },
      {
        outcome: 'failed',
        deleted: without('access-keys'),
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: saidAgain }],
        reason: saidAgain,
        remedy: inMinutes,
      },
    ],
    [
      'failed, where there is a key of which nobody could be asked; it did not appear since the plan',
      {
        found: { credentials: [password, mfa], unknown: [unreadKeys] },
        stages: { keys: { deletions: [] } },
        readings: { 'access-keys': present(key) },
      },
      {
        outcome: 'failed',
        deleted: without('access-keys'),
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: wasUnread }],
        reason: wasUnread,
        remedy: 'Run again.',
      },
    ],
    [
      'unknown, where a kind could not be read again',
      { readings: { 'mfa-devices': unread('iam:ListMFADevices', 'Throttling', 'Rate exceeded') } },
      {
        outcome: 'unknown',
        unknown: ['mfa-devices'],
        reason: saidThrottled.replace('iam:DeleteAccessKey', 'iam:ListMFADevices'),
        remedy: later,
      },
    ],
    [
      'unknown in every kind, where IAM goes on listing what it deleted',
      { verificationError: 'DeletedCredentialStillListedError' },
      {
        outcome: 'unknown',
        unknown: ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'],
        reason: saidListed,
        remedy: inMinutes,
      },
    ],
    [
      'unknown, where the approver kept a key and another kind could not be read again',
      {
        kept: ['access-keys'],
        stages: { keys: { deletions: [] } },
        readings: {
          'access-keys': present(key),
          'mfa-devices': unread('iam:ListMFADevices', 'Throttling', 'Rate exceeded'),
        },
      },
      {
        outcome: 'unknown',
        deleted: without('access-keys'),
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: 'ana@example.com kept it.' }],
        unknown: ['mfa-devices'],
        reason: saidThrottled.replace('iam:DeleteAccessKey', 'iam:ListMFADevices'),
        remedy: later,
      },
    ],
    [
      'kept, where the approver kept a key',
      {
        kept: ['access-keys'],
        stages: { keys: { deletions: [] } },
        readings: { 'access-keys': present(key) },
      },
      {
        outcome: 'kept',
        deleted: without('access-keys'),
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: 'ana@example.com kept it.' }],
        reason: 'ana@example.com kept it.',
      },
    ],
    [
      'kept, where the run was not asked for a key that is there',
      {
        found: { credentials: [password, mfa], outOfScope: [key] },
        stages: { keys: { deletions: [] } },
        readings: { 'access-keys': present(key) },
      },
      {
        outcome: 'kept',
        deleted: without('access-keys'),
        remaining: [{ kind: 'access-keys', id: 'AKIA1', why: notAskedFor }],
        reason: notAskedFor,
      },
    ],
    [
      'kept, where a key appeared since the plan and was left alone',
      { readings: { 'access-keys': present(otherKey) } },
      {
        outcome: 'kept',
        remaining: [{ kind: 'access-keys', id: 'AKIA2', why: appeared }],
        appearedSincePlan: [{ kind: 'access-keys', id: 'AKIA2' }],
        reason: appeared,
        remedy: 'Run again.',
      },
    ],
    [
      'failed, where a password was made after the plan found none, which keeps its MFA devices',
      {
        found: { credentials: [key, mfa] },
        stages: {
          password: { deletions: [] },
          mfa: caught('DeactivateMfaDevices', 'PasswordStillPresentError'),
        },
        readings: { 'login-profile': present(password), 'mfa-devices': present(mfa) },
      },
      {
        outcome: 'failed',
        deleted: [gone('access-keys', 'AKIA1')],
        remaining: [
          { kind: 'login-profile', id: 'login-profile', why: appeared },
          { kind: 'mfa-devices', id: 'GAHT12345678', why: saidPassword },
        ],
        appearedSincePlan: [{ kind: 'login-profile', id: 'login-profile' }],
        reason: saidPassword,
        remedy: 'Remove what keeps the password, then run again.',
      },
    ],
  ])('is %s', (_, situation, expected) => {
    expect(reportOn(situation)).toEqual({ ...account, ...purged, ...expected });
  });
});
