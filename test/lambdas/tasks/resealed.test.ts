import { S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { explain, failureOfCaught } from '../../../lambdas/report/explain';
import type { Plan, PlannedAccount, Report } from '../../../lambdas/run/model';
import { compareWithBefore, type PurgeRecord, readPurge } from '../../../lambdas/tasks/resealed';
import { credential } from '../support/iam';
import { inMemoryClients } from '../support/in-memory-clients';
import { oldKey, password, plan, unusedKey, virtualMfa } from '../support/plan-fixture';
import { report, reportedAccount } from '../support/report-fixture';
import { recoveryPlan } from '../support/task-fixture';

const [before] = recoveryPlan.targets;
if (!before) throw new Error('The fixture has changed.');
const { accountId, name, email } = before;
const unreadKeys = {
  kind: 'access-keys' as const,
  failure: { call: 'iam:ListAccessKeys', error: 'AccessDenied', message: 'no' },
};

function purge(found: Partial<PlannedAccount>, outcome: 'purged' | 'expired' = 'purged'): PurgeRecord {
  const account = { accountId, name, email, credentials: [], outOfScope: [], unknown: [], ...found };
  const planned: Plan = { ...plan, accounts: [account] };
  const reported: Report = { ...report, accounts: [reportedAccount({ accountId, outcome, reason: 'so' })] };
  return { plan: planned, report: reported, failure: '' };
}

describe('what was made meanwhile', () => {
  it('is what was not there before; what was, is not', () => {
    const found = { credentials: [password, oldKey, unusedKey, virtualMfa] };
    expect(compareWithBefore(before, purge(found))).toEqual({
      outcome: 'purged',
      reason: 'so',
      password: { state: 'present', createdAt: password.createdAt, lastUsed: password.lastUsed },
      appeared: [{ accountId, kind: 'access-keys', id: unusedKey.id }],
      unknown: [],
    });
  });

  it('is also what a standing exception kept out of the purge', () => {
    const found = { outOfScope: [{ ...unusedKey, why: 'Standing exception' }] };
    expect(compareWithBefore(before, purge(found)).appeared).toHaveLength(1);
  });

  it('cannot be told for a kind that was not read before', () => {
    const blind = { ...before, unread: [unreadKeys] };
    const told = compareWithBefore(blind, purge({ credentials: [unusedKey] }));
    expect(told).toMatchObject({ appeared: [], unknown: ['access-keys'] });
    const certificate = credential('signing-certificates', 'C1');
    expect(compareWithBefore(blind, purge({ credentials: [unusedKey, certificate] })).appeared).toEqual([
      { accountId, kind: 'signing-certificates', id: 'C1' },
    ]);
  });

  it.each([
    [{}, { state: 'absent' }],
    [{ unknown: [{ ...unreadKeys, kind: 'login-profile' as const }] }, { state: 'unknown' }],
    [{ credentials: [credential('login-profile', 'login-profile')] }, { state: 'present' }],
  ])('with %j the password is %j', (found, expected) => {
    expect(compareWithBefore(before, purge(found)).password).toMatchObject(expected);
  });

  it('is looked for in this very account', () => {
    const { report: own = report, plan: ownPlan = plan } = purge({ credentials: [unusedKey] });
    const record: PurgeRecord = {
      plan: { ...ownPlan, accounts: plan.accounts.filter((other) => other.accountId !== accountId) },
      report: { ...own, accounts: [reportedAccount({ outcome: 'kept' }), ...own.accounts] },
      failure: '',
    };
    record.plan?.accounts.push(...ownPlan.accounts);
    expect(compareWithBefore(before, record)).toMatchObject({
      outcome: 'purged',
      appeared: [{ id: unusedKey.id }],
    });
  });

  it('is unknown in full where the purge left nothing', () => {
    const nothing = { plan: undefined, report: undefined, failure: 'It broke.' };
    expect(compareWithBefore(before, nothing)).toEqual({
      outcome: 'unknown',
      reason: 'It broke.',
      password: { state: 'unknown' },
      appeared: [],
      unknown: ['signing-certificates', 'access-keys', 'login-profile', 'mfa-devices'],
    });
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
