import { describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { AwsError, type Organization } from '../../local-aws';
import { useScenario } from './support/scenario';

const scenario = useScenario();

/** Accounts that hold a password without the MFA devices that once protected it. */
const weakened = ({ accounts }: Organization, before: Organization) =>
  accounts.filter((account, index) => {
    const hadMfa = (before.accounts[index]?.credentials.mfaDevices.length ?? 0) > 0;
    return hadMfa && account.credentials.loginProfile && account.credentials.mfaDevices.length === 0;
  });

describe('one account in which a call fails for good', () => {
  it.each([
    ['DeleteSigningCertificate', 'failed', ['signing-certificates']],
    ['DeleteAccessKey', 'failed', ['access-keys', 'access-keys']],
    ['DeleteLoginProfile', 'failed', ['login-profile', 'mfa-devices', 'mfa-devices']],
    ['DeactivateMFADevice', 'failed', ['mfa-devices', 'mfa-devices']],
  ])('%s: the account is %s, and every other account is purged', async (operation, outcome, remaining) => {
    const before = structuredClone(scenario.organize());
    const account = scenario.account('every-kind-of-credential');
    account.faults.failingOperations = [operation];
    const run = scenario.run();
    await decideOnPage(await run.link(), 'all');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED', error: 'SomeAccountsNotSettled' });
    const report = run.report();
    expect(report.outcomes).toMatchObject({ clean: 6, purged: 4, [outcome]: 1, skipped: 2 });
    const reported = report.accounts.find(({ accountId }) => accountId === account.id);
    expect(reported?.remaining.map(({ kind }) => kind)).toEqual(remaining);
    expect(reported?.reason).not.toBe('');
    expect(reported?.remedy).not.toBe('');
    expect(weakened(scenario.organization, before)).toEqual([]);
  });

  it('AssumeRoot for the purge: nothing is deleted in it, and the others are purged', async () => {
    scenario.organize();
    const account = scenario.account('every-kind-of-credential');
    const run = scenario.run();
    const link = await run.link();
    account.faults.assumeRootDenied = true;
    await decideOnPage(link, 'all');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
    expect(run.report().outcomes).toMatchObject({ clean: 6, purged: 4, failed: 1 });
    expect(run.report().accounts.find(({ accountId }) => accountId === account.id)).toMatchObject({
      outcome: 'failed',
      deleted: [],
      reason: expect.stringContaining('AWS refused a root session in this account.'),
      remedy: expect.stringContaining('delegated administrator'),
    });
    expect(account.credentials.accessKeys).toHaveLength(2);
  });

  it('the look afterwards: what was deleted is reported, and the account is not called purged', async () => {
    scenario.organize();
    const account = scenario.account('old-access-keys');
    const run = scenario.run();
    const link = await run.link();
    account.faults.failingOperations = ['ListSigningCertificates'];
    await decideOnPage(link, 'all');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
    expect(run.report().accounts.find(({ accountId }) => accountId === account.id)).toMatchObject({
      outcome: 'unknown',
      deleted: [{ result: 'deleted' }, { result: 'deleted' }],
      remaining: [],
      unknown: ['signing-certificates'],
    });
  });

  it('a read before the plan: the other kinds are purged, and the account is not called purged', async () => {
    scenario.organize();
    const account = scenario.account('every-kind-of-credential');
    account.faults.failingOperations = ['ListAccessKeys'];
    const run = scenario.run();
    await decideOnPage(await run.link(), 'all');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
    expect(account.credentials).toMatchObject({ signingCertificates: [], mfaDevices: [] });
    expect(account.credentials.accessKeys).toHaveLength(2);
    expect(run.report().accounts.find(({ accountId }) => accountId === account.id)).toMatchObject({
      outcome: 'unknown',
      unknown: ['access-keys'],
    });
  });
});

describe('an organization with trouble', () => {
  it('reports every account once, calls none of the unreachable ones clean, and ends FAILED', async () => {
    const { accounts, managementAccount } = scenario.organize({ trouble: true });
    const run = scenario.run();
    await decideOnPage(await run.link(), 'all');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED', error: 'SomeAccountsNotSettled' });
    const report = run.report();
    expect(report.accounts.map(({ accountId }) => accountId).sort()).toEqual(
      [managementAccount, ...accounts].map(({ id }) => id).sort(),
    );
    const outcomeOf = (kind: Parameters<typeof scenario.account>[0]) =>
      report.accounts.find(({ accountId }) => accountId === scenario.account(kind).id);
    expect(outcomeOf('assume-root-denied')).toMatchObject({ outcome: 'unknown' });
    expect(outcomeOf('denied-by-service-control-policy')).toMatchObject({
      outcome: 'unknown',
      remedy: expect.stringContaining('"Null": {"aws:AssumedRoot": "true"}'),
    });
    expect(outcomeOf('failing-read')).toMatchObject({ outcome: 'unknown' });
    expect(outcomeOf('failing-key-deletion')).toMatchObject({ outcome: 'failed' });
    expect(outcomeOf('failing-password-deletion')).toMatchObject({ outcome: 'failed' });
    expect(outcomeOf('suspended-with-credentials')).toMatchObject({ outcome: 'skipped' });
  });

  it('calls an account clean or purged only where it holds nothing', async () => {
    const { accounts } = scenario.organize({ trouble: true, seed: 3, accounts: 20 });
    const run = scenario.run();
    await decideOnPage(await run.link(), 'all');
    await run.execution.result;

    const said = run.report().accounts.filter(({ outcome }) => outcome === 'clean' || outcome === 'purged');
    const held = said.map(({ accountId }) => accounts.find(({ id }) => id === accountId)?.credentials);
    expect(said.length).toBeGreaterThan(5);
    expect(held).toEqual(said.map(() => ({ signingCertificates: [], accessKeys: [], mfaDevices: [] })));
  });
});

describe('throttling', () => {
  it('of AssumeRoot is waited out', async () => {
    scenario.organize();
    let refused = 0;
    scenario.onCall = ({ operation }) => {
      if (operation !== 'AssumeRoot' || refused >= 12) return;
      refused += 1;
      throw new AwsError('Throttling', 'Rate exceeded');
    };
    const run = scenario.run({ mode: 'audit' });

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.report().outcomes).toMatchObject({ clean: 6, kept: 5, unknown: 0 });
  });
});
