import fc from 'fast-check';
import { approvedAccounts } from '../../../lambdas/approval/approved-accounts';
import type {
  ApprovedAccount,
  CaughtError,
  Credential,
  CredentialKind,
  CredentialRef,
  Decision,
  Plan,
  PlannedAccount,
  PurgeResult,
  Reading,
  StageResult,
} from '../../../lambdas/run/model';
import { credentialKinds } from '../../../lambdas/run/model';
import type { RunRecord } from '../../../lambdas/write-report';
import { credential } from './iam';
import { memberOf } from './organization';

const idsOf: Record<CredentialKind, string[]> = {
  'signing-certificates': ['CERT1', 'CERT2'],
  'access-keys': ['AKIA1', 'AKIA2', 'AKIA3'],
  'login-profile': ['login-profile'],
  'mfa-devices': ['GAHT1', 'GAHT2'],
};

const failure = fc.record({
  call: fc.constantFrom('sts:AssumeRoot', 'iam:ListAccessKeys', 'InspectAccounts'),
  error: fc.constantFrom('AccessDenied', 'Throttling', 'NoResult'),
  message: fc.constant('why'),
});

const caughtIn = (...states: string[]): fc.Arbitrary<CaughtError> =>
  fc.record({
    state: fc.constantFrom(...states),
    error: fc.constantFrom('AccessDenied', 'States.Timeout', 'NoResult', 'Throttling'),
    cause: fc.constant('why'),
  });

const someOf = (kind: CredentialKind): fc.Arbitrary<Credential[]> =>
  fc.subarray(idsOf[kind]).map((ids) => ids.map((id) => credential(kind, id)));

/** A kind of an account in the plan: could not be read, or what is there, in or out of scope. */
const plannedKind = (
  kind: CredentialKind,
): fc.Arbitrary<Pick<PlannedAccount, 'credentials' | 'outOfScope' | 'unknown'>> =>
  fc.oneof(
    failure.map((why) => ({ credentials: [], outOfScope: [], unknown: [{ kind, failure: why }] })),
    {
      weight: 3,
      arbitrary: someOf(kind).map((credentials) => ({ credentials, outOfScope: [], unknown: [] })),
    },
    someOf(kind).map((outOfScope) => ({ credentials: [], outOfScope, unknown: [] })),
  );

const plannedAccount = (accountId: string): fc.Arbitrary<PlannedAccount> =>
  fc.tuple(...credentialKinds.map(plannedKind)).map((kinds) => ({
    ...memberOf(accountId),
    credentials: kinds.flatMap(({ credentials }) => credentials),
    outOfScope: kinds.flatMap(({ outOfScope }) => outOfScope),
    unknown: kinds.flatMap(({ unknown }) => unknown),
  }));

const reading = (kind: CredentialKind): fc.Arbitrary<Reading> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Reading>({ state: 'absent' }) },
    failure.map((why): Reading => ({ state: 'unknown', failure: why })),
    someOf(kind).map(
      (credentials): Reading =>
        credentials.length > 0 ? { state: 'present', credentials } : { state: 'absent' },
    ),
  );

const readings = fc.record({
  'signing-certificates': reading('signing-certificates'),
  'access-keys': reading('access-keys'),
  'login-profile': reading('login-profile'),
  'mfa-devices': reading('mfa-devices'),
});

const deletion = (kind: CredentialKind, id: string) =>
  fc.oneof(
    fc.constantFrom('deleted' as const, 'already-gone' as const).map((result) => ({ kind, id, result })),
    failure.map((why) => ({ kind, id, result: 'failed' as const, failure: why })),
  );

const stage = (kind: CredentialKind, ids: readonly string[]): fc.Arbitrary<StageResult> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(...ids.map((id) => deletion(kind, id))).map((deletions) => ({ deletions })),
    },
    caughtIn('DeleteAccessKeys').map((caught) => ({ caught })),
  );

/** What the purge of an account left: nothing, an error, or its stages and a second look. */
const purgeResult = ({ accountId, credentials }: ApprovedAccount): fc.Arbitrary<PurgeResult | undefined> =>
  fc.oneof(
    fc.constant(undefined),
    caughtIn('AssumeRootToPurge').map((caught) => ({ accountId, caught })),
    caughtIn('PurgeAccounts').map((caught) => ({ accountId, caught, isLost: true })),
    {
      weight: 4,
      arbitrary: fc.record({
        accountId: fc.constant(accountId),
        stages: fc.tuple(...credentialKinds.map((kind) => stage(kind, credentials[kind]))),
        verification: fc.oneof(
          { weight: 4, arbitrary: readings.map((found) => ({ readings: found })) },
          caughtIn('VerifyAccount').map((caught) => ({ caught })),
        ),
      }),
    },
  );

const decidedAt = '2026-11-23T14:05:00.000Z';

function personalDecision(decision: 'APPROVED' | 'REJECTED', credentials: CredentialRef[]): Decision {
  return {
    decision,
    planDigest: '',
    decidedAt,
    decidedBy: 'ana@example.com',
    sourceIp: '203.0.113.7',
    credentials,
  };
}

/** Some of the plan, and never MFA devices of an account whose password stays. */
const approvable = (plan: Plan): fc.Arbitrary<CredentialRef[]> => {
  const all = plan.accounts.flatMap(({ accountId, credentials }) =>
    credentials.map(({ kind, id }) => ({ accountId, kind, id })),
  );
  const isPassword = ({ kind }: CredentialRef) => kind === 'login-profile';
  return fc.subarray(all).map((some) => {
    const kept = all
      .filter((ref) => isPassword(ref) && !some.includes(ref))
      .map(({ accountId }) => accountId);
    return some.filter(({ accountId, kind }) => kind !== 'mfa-devices' || !kept.includes(accountId));
  });
};

/** How far the run came after its plan, and what it was told. */
const afterPlan = (
  plan: Plan,
): fc.Arbitrary<Pick<RunRecord, 'decisionText' | 'approved' | 'results' | 'caught'>> => {
  const undecided = { approved: [], results: [] };
  const closed: fc.Arbitrary<Decision> = fc.oneof(
    fc.constant(personalDecision('REJECTED', [])),
    fc.constant({ decision: 'EXPIRED', decidedAt } as const),
    caughtIn('RequestApproval').map((caught) => ({ decision: 'NOT_ASKED', decidedAt, caught }) as const),
  );
  const approved = approvable(plan).chain((credentials) => {
    const accounts = approvedAccounts(plan, credentials);
    return fc.record({
      decisionText: fc.constant(JSON.stringify(personalDecision('APPROVED', credentials))),
      approved: fc.constant(accounts),
      results: fc
        .tuple(...accounts.map(purgeResult))
        .map((results) => results.filter((result) => result !== undefined)),
      caught: fc.option(caughtIn('PurgeAccounts', 'CloseApproval'), { freq: 8 }),
    });
  });
  return fc.oneof(
    { weight: 5, arbitrary: approved },
    closed.map((decision) => ({ ...undecided, decisionText: JSON.stringify(decision), caught: null })),
    caughtIn('CloseApproval').map((caught) => ({ ...undecided, decisionText: undefined, caught })),
    fc.constant({ ...undecided, decisionText: undefined, caught: null }),
  );
};

const accountIds = fc
  .uniqueArray(fc.integer({ min: 100, max: 999 }), { minLength: 1, maxLength: 5 })
  .map((numbers) => numbers.map((n) => `${n}`.repeat(4)));

/** A run over a few accounts that went well or badly in every way there is, and the plan it had, if any. */
export const arbitraryRun: fc.Arbitrary<{ record: RunRecord; plan: Plan | undefined }> = fc
  .record({ ids: accountIds, skips: fc.nat(2), mode: fc.constantFrom('purge' as const, 'audit' as const) })
  .chain(({ ids, skips, mode }) => {
    const accounts: RunRecord['accounts'] = {
      run: 'run-1',
      startedAt: decidedAt,
      mode,
      credentials: [...credentialKinds],
      wholeOrganization: true,
      targets: ids.slice(skips).map(memberOf),
      skipped: ids.slice(0, skips).map((id) => ({ ...memberOf(id), why: 'suspended' })),
    };
    const early = caughtIn('InspectAccounts', 'PlanPurge').map((caught) => ({
      plan: undefined,
      record: { accounts, planText: undefined, decisionText: undefined, approved: [], results: [], caught },
    }));
    const planned = fc
      .tuple(...accounts.targets.map(({ accountId }) => plannedAccount(accountId)))
      .map((list): Plan => ({ kind: 'purge', run: 'run-1', plannedAt: decidedAt, mode, accounts: list }))
      .chain((plan) =>
        afterPlan(plan).map((rest) => ({
          plan,
          record: { accounts, planText: JSON.stringify(plan), ...rest },
        })),
      );
    return fc.oneof({ weight: 9, arbitrary: planned }, early);
  });
