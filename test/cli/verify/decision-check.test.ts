import { describe, expect, it } from 'vitest';
import type { PurgeRun } from '../../../cli/verify/purge-run';
import { credential, present, unread } from '../../lambdas/support/iam';
import {
  decided,
  findings,
  found,
  inspected,
  key,
  mfa,
  password,
  planDigest,
  plannedAs,
  purged,
  refs,
  whole,
} from './support/purge-record';

const signIn = { issuer: 'https://login.corp.example' };

/** A run that asks for a sign-in, decided on by somebody who signed in at this provider. */
function signedInAt(issuer: string): PurgeRun {
  const { approval, decision } = whole;
  if (!approval || !decision || !('decidedBy' in decision)) throw new Error('Nobody decided on it.');
  const knownBy = { kind: 'sign-in', issuer, subject: 'ana', authenticatedAt: '' } as const;
  return { ...decided({ ...decision, knownBy }), approval: { ...approval, signIn } };
}

describe('a decision', () => {
  it.each<[string, PurgeRun, string]>([
    [
      'of accounts of another run',
      { ...whole, accounts: whole.accounts && { ...whole.accounts, run: 'other' } },
      'fails: accounts.json is of the run other, and report.json of first.',
    ],
    [
      'asked for in another run',
      { ...whole, approval: whole.approval && { ...whole.approval, run: 'other' } },
      'fails: approval.json is of the run other, and report.json of first.',
    ],
    [
      'asked for on another plan',
      { ...whole, approval: whole.approval && { ...whole.approval, planDigest: 'cd' } },
      `fails: approval.json is about the plan with the digest cd; that of plan.json is ${planDigest}.`,
    ],
    [
      'on no plan',
      { ...whole, plan: undefined, planDigest: undefined },
      `fails: approval.json is about the plan with the digest ${planDigest}; that of plan.json is none. decision.json is about the plan with the digest ${planDigest}; that of plan.json is none. ${refs.map(({ kind, id }) => `${purged}: ${kind} ${id} was decided on, and is not in the plan.`).join(' ')}`,
    ],
    [
      'on what is not in the plan',
      plannedAs({ credentials: [password, mfa] }),
      'fails: 222222222222: access-keys AKIA1 was decided on, and is not in the plan.',
    ],
    [
      'where nobody knows who was asked',
      { ...whole, approval: undefined },
      'cannot-be-checked: There is no approval.json, which says who was asked.',
    ],
    [
      'without the sign-in that was asked for',
      { ...whole, approval: whole.approval && { ...whole.approval, signIn } },
      `fails: ana@example.com decided without a sign-in, and this run asks for one at ${signIn.issuer}.`,
    ],
    [
      'after a sign-in elsewhere',
      signedInAt('https://login.example.com'),
      `fails: ana@example.com decided after a sign-in at https://login.example.com, and this run asks for one at ${signIn.issuer}.`,
    ],
    ['after the sign-in that was asked for', signedInAt(signIn.issuer), 'holds: '],
    ['that nobody made', decided({ decision: 'EXPIRED', decidedAt: '' }), 'holds: '],
    ['that was not needed', { ...decided(undefined), approval: undefined, accounts: undefined }, 'holds: '],
  ])('%s', (_, run, says) => {
    expect(findings(run, 'decision')).toBe(says);
  });
});

describe('a plan', () => {
  it.each<[string, PurgeRun, string]>([
    [
      'that is not there',
      { ...whole, plan: undefined },
      'cannot-be-checked: There is no plan.json: the run did not come that far.',
    ],
    [
      'of which nothing was read',
      { ...whole, inspections: undefined },
      'cannot-be-checked: What the inspections found is not there.',
    ],
    [
      'with what was not found',
      inspected({ ...found, 'access-keys': { state: 'absent' } }),
      'fails: 222222222222: access-keys: the inspection found none; the plan says AKIA1.',
    ],
    [
      'with what could not be read',
      inspected({ ...found, 'access-keys': unread('iam:ListAccessKeys') }),
      'fails: 222222222222: access-keys: the inspection found unknown; the plan says AKIA1.',
    ],
    [
      'that calls unknown what was read',
      plannedAs({ unknown: [{ kind: 'access-keys', failure: { call: '', error: '', message: '' } }] }),
      'fails: 222222222222: access-keys: the inspection found AKIA1; the plan says unknown.',
    ],
    [
      'with everything, some of it out of scope',
      plannedAs({ credentials: [password, key], outOfScope: [mfa] }),
      'holds: ',
    ],
    [
      'with two of a kind in another order',
      {
        ...inspected({ ...found, 'access-keys': present(credential('access-keys', 'AKIA2'), key) }),
        plan: plannedAs({ credentials: [key, credential('access-keys', 'AKIA2'), password, mfa] }).plan,
      },
      'holds: ',
    ],
  ])('%s', (_, run, says) => {
    expect(findings(run, 'plan')).toBe(says);
  });
});
