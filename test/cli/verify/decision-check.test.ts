import { describe, expect, it } from 'vitest';
import type { PurgeRun } from '../../../cli/verify/purge-run';
import type { Decider, Proposal } from '../../../lambdas/run/model';
import { credential, present, unread } from '../../lambdas/support/iam';
import {
  decided,
  decision,
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

const arn = 'arn:aws:sts::111122223333:assumed-role/Ops/eve';
const proposalDigest = 'ef'.repeat(32);
const signedIn = (subject: string) =>
  ({ kind: 'sign-in', issuer: signIn.issuer, subject, authenticatedAt: '' }) as const;

/** What differs from Ben proposing everything and Ana confirming it, in a run that asks for both. */
interface Differing {
  /** Of who proposed, in the decision and in the stored proposal. */
  readonly who?: Partial<Decider>;
  /** Of the stored proposal alone. */
  readonly stored?: Partial<Proposal>;
  readonly found?: Partial<NonNullable<PurgeRun['proposal']>>;
  readonly decision?: object;
  readonly people?: string[][];
  readonly signIn?: { issuer: string };
}

function byTwo(differing: Differing = {}): PurgeRun {
  const { who, stored, found, people = [], signIn } = differing;
  const ben = { decidedBy: 'ben@example.com', decidedAt: '', sourceIp: '203.0.113.8', ...who };
  const proposal = { ...ben, number: 1, digest: proposalDigest };
  const approvers = ['ana', 'ben'].map((name) => ({ email: `${name}@example.com`, secretHash: '' }));
  return {
    ...decided({ ...decision, proposal, ...differing.decision }),
    approval: whole.approval && { ...whole.approval, approvers, signIn, rules: { required: 2, people } },
    proposal: {
      stored: { ...ben, planDigest, credentials: refs, ...stored },
      digest: proposalDigest,
      ...found,
    },
  };
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

describe('a decision of two people', () => {
  it.each<[string, PurgeRun, string]>([
    ['that hold', byTwo(), 'holds: '],
    [
      'whose proposal was edited',
      byTwo({ stored: { comment: 'Mine' } }),
      'fails: proposals/1.json is of ben@example.com, and not what the decision says of who proposed.',
    ],
    [
      'whose proposal has other bytes',
      byTwo({ found: { digest: 'cd' } }),
      `fails: The decision confirms proposals/1.json with the digest ${proposalDigest}; its digest is cd.`,
    ],
    [
      'without the proposal',
      byTwo({ found: { stored: undefined, digest: undefined } }),
      'fails: The decision confirms proposals/1.json, which is missing.',
    ],
    [
      'of whom there is one alone',
      byTwo({ decision: { proposal: undefined } }),
      'fails: 2 people had to approve, and 1 did.',
    ],
    [
      'both of the same address',
      byTwo({ who: { decidedBy: 'ana@example.com' } }),
      'fails: ana@example.com and ana@example.com approved, and are one person.',
    ],
    [
      'who are one person by the configuration',
      byTwo({ people: [['ana@example.com', 'ben@example.com']] }),
      'fails: ben@example.com and ana@example.com approved, and are one person.',
    ],
    [
      'with one subject of a sign-in',
      byTwo({ signIn, who: { knownBy: signedIn('ana') }, decision: { knownBy: signedIn('ana') } }),
      'fails: ben@example.com and ana@example.com approved, and are one person.',
    ],
    [
      'of whom the first did not sign in',
      byTwo({ signIn, decision: { knownBy: signedIn('ana') } }),
      `fails: ben@example.com decided without a sign-in, and this run asks for one at ${signIn.issuer}.`,
    ],
    [
      'of whom the first was not asked',
      byTwo({ who: { decidedBy: 'eve@example.com' } }),
      'fails: eve@example.com decided, and was not asked.',
    ],
    [
      'of whom the first signed with IAM, where nobody may',
      byTwo({ who: { decidedBy: arn, knownBy: { kind: 'iam', arn } } }),
      `fails: ${arn} decided with a signed request, and this run takes none.`,
    ],
    [
      'about more than was proposed',
      byTwo({ stored: { credentials: refs.slice(1) } }),
      'fails: proposals/1.json is about other credentials than the decision.',
    ],
    [
      'about another task than was proposed',
      byTwo({ stored: { task: 'unlock-bucket' } }),
      'fails: proposals/1.json is about another task than the decision.',
    ],
    [
      'about another plan than was proposed',
      byTwo({ stored: { planDigest: 'cd' } }),
      'fails: proposals/1.json is about the plan with the digest cd.',
    ],
  ])('%s', (_, run, says) => {
    expect(findings(run, 'decision')).toBe(says);
  });
});
