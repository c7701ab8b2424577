import { expect, it } from 'vitest';
import { mfaDeviceId } from '../../../lambdas/credentials/credential-ids';
import type { Credential } from '../../../lambdas/run/model';
import { madeWhen } from '../../../lambdas/tasks/made-when';
import type { PlannedTarget } from '../../../lambdas/tasks/shapes';
import { credential } from '../support/iam';
import { oldKey, password } from '../support/plan-fixture';
import { recoveryPlan } from '../support/task-fixture';

const startedAt = '2026-11-23T11:59:00.700Z';
const [payments, , unread, alreadySo] = recoveryPlan.targets;
const device = (enabledAt?: string) =>
  credential('mfa-devices', mfaDeviceId('arn:aws:iam::222222222222:mfa/phone', enabledAt), {
    createdAt: enabledAt,
  });
const key = (createdAt?: string) => credential('access-keys', 'AKIANEW', { createdAt });
const failure = { call: 'iam:ListAccessKeys', error: 'AccessDenied', message: 'no' };
const keysUnread = payments && { ...payments, unread: [{ kind: 'access-keys' as const, failure }] };
const withDevice = payments && { ...payments, credentials: [device('2020-01-01T00:00:00.000Z')] };

it.each<[string, Credential, PlannedTarget | undefined, string]>([
  ['a credential in the plan of the task', oldKey, payments, 'before'],
  ['one in it, dated after the task', { ...oldKey, createdAt: startedAt }, payments, 'before'],
  ['a new one', key('2026-11-23T12:30:00.000Z'), payments, 'since'],
  ['one of the second in which the task began', key('2026-11-23T11:59:00.000Z'), payments, 'since'],
  ['one of the second before', key('2026-11-23T11:58:59.000Z'), payments, 'before'],
  ['one without a date', key(), payments, 'since'],
  ['a password, which AWS dates as it likes', password, payments, 'since'],
  ['an MFA device under a serial number of before', device('2026-11-23T12:30:00.000Z'), withDevice, 'since'],
  ['the same MFA device', device('2020-01-01T00:00:00.000Z'), withDevice, 'before'],
  ['a new one of a kind that could not be read', key('2026-11-23T12:30:00.000Z'), keysUnread, 'since'],
  ['an old one of it', key('2018-11-23T12:30:00.000Z'), keysUnread, 'before'],
  ['one of it without a date', key(), keysUnread, 'unknown'],
  ['one in an account that was not read', key('2026-11-23T12:30:00.000Z'), unread, 'unknown'],
  ['one where there was a password', key('2026-11-23T12:30:00.000Z'), alreadySo, 'unknown'],
  ['one in an account that the task was not about', oldKey, undefined, 'unknown'],
])('tells when it was made of %s', (_, found, before, made) => {
  expect(madeWhen(found, before, startedAt)).toBe(made);
});
