import { describe, expect, it } from 'vitest';
import type { PurgeRun } from '../../../cli/verify/purge-run';
import type { RecordCheckName } from '../../../cli/verify/record-check';
import type { Deletion, Readings } from '../../../lambdas/run/model';
import { absent, credential, present, unread } from '../../lambdas/support/iam';
import { memberOf } from '../../lambdas/support/organization';
import {
  cleanAccount,
  decided,
  decision,
  deletion,
  deletions,
  done,
  findings,
  key,
  mfa,
  other,
  password,
  planned,
  purged,
  type purgedAccount,
  refs,
  reported,
  skipping,
  verdicts,
  whole,
} from './support/purge-record';

it('holds as it is', () => {
  expect(new Set(Object.values(verdicts(whole)))).toEqual(new Set(['holds']));
});

describe('a deletion', () => {
  const late = deletion('mfa-devices', 'mfa', { at: '2026-11-23T14:06:09.000Z' });
  const untimed = deletion('mfa-devices', 'mfa', { at: undefined });
  const [keyDone, passwordDone, mfaDone] = deletions as [Deletion, Deletion, Deletion];
  const failed = (one: Deletion): Deletion => ({ ...one, result: 'failed' });
  const still = { ...absent, 'login-profile': present(password) };

  it.each<[string, RecordCheckName, PurgeRun, string]>([
    [
      'of a device before its password',
      'password-first',
      done([keyDone, passwordDone, late]),
      'fails: 222222222222: mfa-devices mfa was deactivated at 2026-11-23T14:06:09.000Z, before the password at 2026-11-23T14:06:10.000Z.',
    ],
    [
      'of a device without a time',
      'password-first',
      done([passwordDone, untimed]),
      'cannot-be-checked: 222222222222: the results do not say when.',
    ],
    [
      'of a password without a time',
      'password-first',
      done([{ ...passwordDone, at: undefined }, mfaDone]),
      'cannot-be-checked: 222222222222: the results do not say when.',
    ],
    ['of a device alone, where there was no password', 'password-first', done([untimed]), 'holds: '],
    ['of a device that failed', 'password-first', done([passwordDone, failed(late)]), 'holds: '],
    [
      'of a device, where the password failed and stays',
      'password-first',
      done([failed(passwordDone), mfaDone], still),
      'fails: 222222222222: mfa-devices mfa was deactivated, and the password is still there.',
    ],
    [
      'of a device, where the password failed and is gone',
      'password-first',
      done([failed(passwordDone), mfaDone]),
      'holds: ',
    ],
    [
      'of a password that somebody set again',
      'password-first',
      done([passwordDone, mfaDone], still),
      'holds: ',
    ],
    [
      'that nobody looked at again',
      'password-first',
      {
        ...whole,
        results: new Map([
          [
            purged,
            {
              accountId: purged,
              stages: [{ deletions: [failed(passwordDone), mfaDone] }],
              verification: { caught: { state: '', error: '', cause: '' } },
            },
          ],
        ]),
      },
      'holds: ',
    ],
    [
      'that was only tried',
      'claims',
      done(deletions.map(failed)),
      `fails: ${refs.map(({ kind, id }) => `${purged}: ${kind} ${id} is reported as deleted, and no result says so.`).join(' ')}`,
    ],
    [
      'of another ID',
      'claims',
      done([deletion('access-keys', 'AKIA2'), passwordDone, mfaDone]),
      'fails: 222222222222: access-keys AKIA1 is reported as deleted, and no result says so.',
    ],
    [
      'of another kind',
      'claims',
      done([deletion('signing-certificates', 'AKIA1'), passwordDone, mfaDone]),
      'fails: 222222222222: access-keys AKIA1 is reported as deleted, and no result says so.',
    ],
    [
      'of what is still there',
      'claims',
      done(deletions, still),
      'fails: 222222222222: login-profile password is reported as deleted, and the second look found it.',
    ],
    [
      'beside another of its kind',
      'claims',
      done(deletions, { ...absent, 'access-keys': present(credential('access-keys', 'AKIA2')) }),
      'holds: ',
    ],
    [
      'in nobody knows what',
      'claims',
      { ...whole, accounts: undefined },
      'cannot-be-checked: There is no accounts.json, which says what the run was for.',
    ],
    [
      'in a rehearsal',
      'approved-only',
      { ...whole, accounts: whole.accounts && { ...whole.accounts, mode: 'rehearsal' } },
      `fails: ${['was deleted, or tried', 'is reported as deleted'].flatMap((says) => refs.map(({ kind, id }) => `${purged}: ${kind} ${id} ${says}, and was not approved.`)).join(' ')}`,
    ],
    [
      'in a run that was refused',
      'approved-only',
      { ...decided({ ...decision, decision: 'REJECTED' }), approved: undefined, results: undefined },
      `fails: ${refs.map(({ kind, id }) => `${purged}: ${kind} ${id} is reported as deleted, and was not approved.`).join(' ')}`,
    ],
  ])('%s', (_, check, run, says) => {
    expect(findings(run, check)).toBe(says);
  });

  it.each<[string, Partial<typeof purgedAccount>, Deletion[], Readings, string]>([
    ['and the second look found nothing', {}, [], absent, 'holds: '],
    [
      'and nobody could look',
      {},
      [],
      { ...absent, 'access-keys': unread('') },
      'fails: 222222222222: access-keys AKIA1 is reported as already-gone, and no result says so.',
    ],
    [
      'and it is there',
      {},
      [],
      { ...absent, 'access-keys': present(key) },
      'fails: 222222222222: access-keys AKIA1 is reported as already-gone, and no result says so.',
    ],
  ])('of what was gone already, %s', (_, account, list, readings, says) => {
    const deleted = [{ kind: key.kind, id: key.id, result: 'already-gone' as const }];
    const run = { ...reported({ ...account, deleted }), results: done(list, readings).results };
    expect(findings(run, 'claims')).toBe(says);
  });
});

describe('what was approved', () => {
  const gone = (account: Partial<typeof purgedAccount>) => reported({ ...account, deleted: [] });
  it.each<[string, PurgeRun, string]>([
    [
      'remains, and is told',
      { ...gone({ remaining: [key, password, mfa].map((one) => ({ ...one, why: '' })) }) },
      'holds: ',
    ],
    ['could not be read', gone({ unknown: ['access-keys', 'login-profile', 'mfa-devices'] }), 'holds: '],
    [
      'is in no account of the report',
      { ...whole, report: { ...whole.report, accounts: [cleanAccount] } },
      `fails: ${refs.map(({ kind, id }) => `${purged}: ${kind} ${id} was approved, and report.json does not say what became of it.`).join(' ')}`,
    ],
    [
      'was told of another ID',
      reported({
        deleted: [{ kind: 'access-keys', id: 'AKIA2', result: 'deleted' }],
        unknown: ['login-profile', 'mfa-devices'],
      }),
      'fails: 222222222222: access-keys AKIA1 was approved, and report.json does not say what became of it.',
    ],
    [
      'was told of another kind',
      reported({
        deleted: [{ kind: 'signing-certificates', id: 'AKIA1', result: 'deleted' }],
        unknown: ['login-profile', 'mfa-devices'],
      }),
      'fails: 222222222222: access-keys AKIA1 was approved, and report.json does not say what became of it.',
    ],
    [
      'was not handed on',
      { ...whole, approved: refs.slice(1) },
      'fails: 222222222222: access-keys AKIA1 was approved, and is not in approved.json.',
    ],
    ['was never to be handed on', { ...whole, approved: undefined }, 'holds: '],
    ['is nothing', decided({ ...decision, decision: 'REJECTED' }), 'holds: '],
  ])('%s', (_, run, says) => {
    expect(findings(run, 'accounted')).toBe(says);
  });
});

describe('an account', () => {
  it.each<[string, PurgeRun, string]>([
    [
      'that is skipped, and told',
      {
        ...skipping([], 'purged'),
        accounts: whole.accounts && {
          ...whole.accounts,
          targets: [memberOf(purged)],
          skipped: [{ ...memberOf(other), why: '' }],
        },
        plan: whole.plan && { ...whole.plan, accounts: [planned(purged)] },
      },
      'holds: ',
    ],
    [
      'that the plan left out',
      { ...whole, plan: whole.plan && { ...whole.plan, accounts: [planned(purged)] } },
      'fails: 333333333333 is in plan.json 0 times, instead of once.',
    ],
    ['without a plan', { ...whole, plan: undefined }, 'holds: '],
    [
      'of nobody knows which',
      { ...whole, accounts: undefined },
      'cannot-be-checked: There is no accounts.json, which says whom the run was about.',
    ],
  ])('%s', (_, run, says) => {
    expect(findings(run, 'once')).toBe(says);
  });
});
