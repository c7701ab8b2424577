import { reportAccount } from '../../../lambdas/report/outcome';
import type { Decision, Deletion, PlannedAccount, Readings, StageResult } from '../../../lambdas/run/model';
import type { ReportedAccount } from '../../../lambdas/run/report-shapes';
import { absent, credential } from './iam';
import { memberOf } from './organization';

const accountId = '222222222222';
export const account = memberOf(accountId);
export const key = credential('access-keys', 'AKIA1');
export const otherKey = credential('access-keys', 'AKIA2');
export const password = credential('login-profile', 'login-profile');
export const mfa = credential('mfa-devices', 'GAHT12345678');
const planned: PlannedAccount = {
  ...account,
  credentials: [key, password, mfa],
  outOfScope: [],
  unknown: [],
};
export const unreadKeys = {
  kind: 'access-keys',
  failure: { call: 'iam:ListAccessKeys', error: 'E', message: 'm' },
} as const;
const decision: Decision = {
  decision: 'APPROVED',
  planDigest: 'ab'.repeat(32),
  decidedAt: '2026-11-23T14:05:00.000Z',
  decidedBy: 'ana@example.com',
  sourceIp: '203.0.113.7',
  credentials: [],
};

export const gone = (kind: Deletion['kind'], id: string): Deletion => ({ kind, id, result: 'deleted' });
export const denied: Deletion = {
  ...gone('access-keys', 'AKIA1'),
  result: 'failed',
  failure: { call: 'iam:DeleteAccessKey', error: 'Throttling', message: 'Rate exceeded' },
};
export const caught = (state: string, error: string): StageResult => ({
  caught: { state, error, cause: 'why' },
});
const stages = {
  certificates: { deletions: [] },
  keys: { deletions: [gone('access-keys', 'AKIA1')] },
  password: { deletions: [gone('login-profile', 'login-profile')] },
  mfa: { deletions: [gone('mfa-devices', 'GAHT12345678')] },
};
export const allGone = [
  gone('access-keys', 'AKIA1'),
  gone('login-profile', 'login-profile'),
  gone('mfa-devices', 'GAHT12345678'),
];

/** What is unlike the rule: all of the plan is approved, each stage deletes what it is given, nothing is left. */
export interface Situation {
  readonly found?: Partial<PlannedAccount>;
  /** Kinds that the approver kept. */
  readonly kept?: readonly Deletion['kind'][];
  readonly stages?: Partial<Record<keyof typeof stages, StageResult>>;
  /** Instead of the stages by name: all of them, in this order. */
  readonly stagesInOrder?: StageResult[];
  readonly readings?: Partial<Readings>;
  /** Instead of readings. */
  readonly verificationError?: string;
}

/** The report on an account that held a key, a password and an MFA device. */
export function reportOn(situation: Situation): Omit<ReportedAccount, 'credentials'> {
  const plannedHere = { ...planned, ...situation.found };
  const ids = (kind: Deletion['kind']) =>
    situation.kept?.includes(kind)
      ? []
      : plannedHere.credentials.filter((each) => each.kind === kind).map(({ id }) => id);
  const ran = { ...stages, ...situation.stages };
  const { credentials, ...reported } = reportAccount({
    account,
    mode: 'purge',
    planned: plannedHere,
    decision,
    approved: {
      accountId,
      credentials: {
        'signing-certificates': ids('signing-certificates'),
        'access-keys': ids('access-keys'),
        'login-profile': ids('login-profile'),
        'mfa-devices': ids('mfa-devices'),
      },
    },
    result: {
      accountId,
      stages: situation.stagesInOrder ?? [ran.certificates, ran.keys, ran.password, ran.mfa],
      verification: situation.verificationError
        ? { caught: { state: 'VerifyAccount', error: situation.verificationError, cause: 'why' } }
        : { readings: { ...absent, ...situation.readings } },
    },
    runFailure: undefined,
  });
  return reported;
}
