import { S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { explain, failureOfCaught } from '../../../lambdas/report/explain';
import type { Credential, Decision, PlannedAccount } from '../../../lambdas/run/model';
import type { Report, ReportedAccount } from '../../../lambdas/run/report-shapes';
import { type PurgeRecord, readPurge, resealedAccount } from '../../../lambdas/tasks/resealed';
import type { Resealed } from '../../../lambdas/tasks/shapes';
import { inMemoryClients } from '../support/in-memory-clients';
import { certificate, oldKey, password, plan, unusedKey, virtualMfa } from '../support/plan-fixture';
import { report, reportedAccount } from '../support/report-fixture';

const unreadKeys = {
  kind: 'access-keys' as const,
  failure: { call: 'iam:ListAccessKeys', error: 'AccessDenied', message: 'no' },
};
const accountId = '222222222222';
const ref = ({ kind, id }: Credential) => ({ kind, id });
const planned: PlannedAccount = {
  accountId,
  name: 'Payments',
  email: 'payments@example.com',
  credentials: [password, unusedKey, virtualMfa],
  outOfScope: [
    { ...oldKey, made: 'before', why: 'Older.' },
    { ...certificate, why: 'Standing exception' },
  ],
  unknown: [],
};
const older = { ...ref(oldKey), why: 'Older.' };
const excepted = { ...ref(certificate), why: 'Standing exception' };
const approved = [password, unusedKey, virtualMfa];
const deleted = approved.map((each) => ({ ...ref(each), result: 'deleted' as const }));

/** What is told of the account whose purge ended so, by default with all that was approved gone. */
function told(
  settled: Partial<ReportedAccount>,
  {
    found = planned,
    decision = report.decision,
  }: { found?: PlannedAccount; decision?: Report['decision'] } = {},
) {
  const account = reportedAccount({
    accountId,
    outcome: 'kept',
    reason: 'so',
    deleted,
    remaining: [older],
    ...settled,
  });
  const record: PurgeRecord = {
    plan: { ...plan, accounts: [{ ...found, accountId: '999999999999', credentials: [] }, found] },
    report: { ...report, decision, accounts: [reportedAccount({}), account] },
    failure: '',
  };
  const { credentials, ...all } = resealedAccount(accountId, record);
  return {
    ...all,
    fates: credentials.map(({ kind, made, became }) => `${kind} ${made} ${became}`),
    credentials,
  };
}

const decided = {
  ...(report.decision as Extract<Decision, { decision: 'APPROVED' | 'REJECTED' }>),
  credentials: approved.map((each) => ({ accountId, ...ref(each) })),
};
const found = { ...planned, outOfScope: planned.outOfScope.slice(0, 1) };

describe('what became of what was made since the task', () => {
  it('is told of each credential, with what it was and when it was made', () => {
    const { sealed, outcome, reason, credentials, unknown } = told({}, { found, decision: decided });
    expect({ sealed, outcome, reason, unknown }).toEqual({
      sealed: 'yes',
      outcome: 'kept',
      reason: 'so',
      unknown: [],
    });
    const made = ({ kind, id, createdAt, lastUsed }: Credential) => ({ kind, id, createdAt, lastUsed });
    expect(credentials).toEqual([
      ...approved.map((each) => ({ ...made(each), made: 'since', became: 'deleted' })),
      { ...made(oldKey), made: 'before', became: 'kept', why: 'Older.' },
    ]);
  });

  const appeared = {
    kind: 'access-keys' as const,
    id: 'AKIALATE',
    createdAt: '2026-11-23T15:00:00.000Z',
    why: 'Late.',
  };
  const keyStays = (why: string): Partial<ReportedAccount> => ({
    deleted: [],
    remaining: [{ ...ref(unusedKey), why }, older],
  });
  const without = (credential: Credential) => ({
    ...decided,
    credentials: decided.credentials.filter(({ id }) => id !== credential.id),
  });
  const key = 'access-keys since';

  it.each<[string, Resealed['sealed'], string, ReturnType<typeof told>]>([
    ['failed', 'no', `${key} still-there`, told(keyStays('Denied.'), { found, decision: decided })],
    [
      'was not approved',
      'kept',
      `${key} kept`,
      told(keyStays('Kept.'), { found, decision: without(unusedKey) }),
    ],
    [
      'was refused',
      'kept',
      `${key} kept`,
      told(keyStays('No.'), { found, decision: { ...decided, decision: 'REJECTED' } }),
    ],
    [
      'expired',
      'no',
      `${key} still-there`,
      told(keyStays('Late.'), { found, decision: { decision: 'EXPIRED', decidedAt: '' } }),
    ],
    [
      'was approved for another account',
      'kept',
      `${key} kept`,
      told(keyStays('Kept.'), {
        found,
        decision: { ...decided, credentials: [{ accountId: '333333333333', ...ref(unusedKey) }] },
      }),
    ],
    [
      'is under a standing exception',
      'kept',
      'signing-certificates since kept',
      told({ remaining: [older, excepted] }, { decision: decided }),
    ],
    [
      'is not listed any more',
      'yes',
      `${key} already-gone`,
      told({ deleted: [] }, { found, decision: decided }),
    ],
    [
      'could not be read afterwards',
      'unknown',
      `${key} unknown`,
      told({ deleted: [], unknown: ['access-keys'] }, { found, decision: decided }),
    ],
    [
      'came after the plan',
      'no',
      `${key} still-there`,
      told({ remaining: [older, appeared], appearedSincePlan: [appeared] }, { found, decision: decided }),
    ],
    [
      'could be read only afterwards',
      'unknown',
      'access-keys unknown still-there',
      told({ remaining: [older, appeared] }, { found, decision: decided }),
    ],
    [
      'cannot be dated',
      'unknown',
      'access-keys unknown kept',
      told({}, { found: { ...found, outOfScope: [{ ...oldKey, made: 'unknown' }] }, decision: decided }),
    ],
    [
      'was of a kind that cannot be read',
      'unknown',
      `${key} deleted`,
      told({}, { found: { ...found, unknown: [unreadKeys] }, decision: decided }),
    ],
  ])('where something %s: sealed again is %s', (_, sealed, fate, account) => {
    expect(account.sealed).toBe(sealed);
    expect(account.fates).toContain(fate);
  });

  it.each([
    ['no plan', { plan: undefined, report: undefined, failure: 'It broke.' }, 'It broke.', []],
    [
      'no report',
      { plan: { ...plan, accounts: [found] }, report: undefined, failure: '' },
      'The purge left no report on this account.',
      ['unknown', 'unknown', 'unknown', 'unknown'],
    ],
  ])('is unknown where the purge left %s', (_, record, reason, fates) => {
    const { credentials, ...told } = resealedAccount(accountId, record);
    expect(told).toMatchObject({ outcome: 'unknown', sealed: 'unknown', reason });
    expect(credentials.map(({ became }) => became)).toEqual(fates);
  });
});

describe('the record of the purge', () => {
  let clients: ReturnType<typeof inMemoryClients>;
  const store = () => ({ s3: new S3Client({}), bucket: 'run-bucket' });
  const caughtAs = (error: string) => ({ run: 'reseal-1', caught: { state: 'Reseal', error, cause: 'no' } });

  beforeEach(() => {
    clients = inMemoryClients();
    clients.objects.set('runs/reseal-1/plan.json', JSON.stringify(plan));
    clients.objects.set('runs/reseal-1/report.json', JSON.stringify(report));
  });

  const failed = (description: object) => {
    const caught = { state: 'Reseal', error: 'States.TaskFailed', cause: JSON.stringify(description) };
    return readPurge(store(), { run: 'reseal-1', caught });
  };

  it('says how the execution failed by the name and the message of its error, without where in the code', async () => {
    const cause = { errorType: 'InvalidInputError', errorMessage: 'Not valid.', trace: ['at list (a.mjs)'] };
    const { failure } = await failed({
      ExecutionArn: 'arn:purge',
      Input: { accounts: ['222222222222'] },
      Error: 'InvalidInputError',
      Cause: JSON.stringify(cause),
    });
    expect(failure).toBe('Reseal failed. (InvalidInputError: Not valid.)');
  });

  it.each([
    [{ Status: 'FAILED', Error: 'SomeAccountsNotSettled', Cause: 'why' }, 'SomeAccountsNotSettled: why'],
    [{ Status: 'ABORTED' }, 'ABORTED: it did not say why'],
    [{ Status: 'TIMED_OUT', Error: 'States.Timeout' }, 'States.Timeout: it did not say why'],
  ])('says how an execution like %j failed', async (description, said) => {
    expect((await failed(description)).failure).toBe(`Reseal failed. (${said})`);
  });

  it('takes what Step Functions itself says for what it is, whatever it looks like', async () => {
    const caught = { state: 'Reseal', error: 'StepFunctions.InvalidName', cause: '{"Error":"NoError"}' };
    const { failure } = await readPurge(store(), { run: 'reseal-1', caught });
    expect(failure).toContain('StepFunctions.InvalidName');
  });

  it('explains what a failed execution says, too', async () => {
    const { failure } = await failed({ Error: 'AccessDeniedException', Cause: 'no' });
    expect(failure).toMatch(/^AWS denied this app a call that it needs\./);
  });

  it.each([
    ['succeeded', { run: 'reseal-1', caught: null }, true],
    ['failed', caughtAs('States.TaskFailed'), true],
    // Under its name there is another execution's then.
    ['was never started', caughtAs('StepFunctions.ExecutionAlreadyExistsException'), false],
  ])('of an execution that %s', async (_, reseal, isRead) => {
    const record = await readPurge(store(), reseal);
    expect([record.plan !== undefined, record.report !== undefined]).toEqual([isRead, isRead]);
    expect(record.failure).toBe(reseal.caught ? explain(failureOfCaught(reseal.caught)).reason : '');
  });
});
