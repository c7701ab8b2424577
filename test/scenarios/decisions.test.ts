import { describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import { alice, bob } from './support/approvers';
import { openPage, submit } from './support/page';
import { useScenario } from './support/scenario';

const scenario = useScenario();

describe('a run that is approved', () => {
  it('deletes everything that was approved and ends SUCCEEDED with every account reported once', async () => {
    const { accounts, managementAccount } = scenario.organize();
    const run = scenario.run({ reason: 'Quarterly clean-up' });
    await decideOnPage(await run.link(), 'all');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(0);
    const report = run.report();
    expect(report.coverage).toBe('11 of 12 member accounts hold no root credentials; 1 suspended.');
    expect(report.outcomes).toEqual({
      clean: 6,
      purged: 5,
      kept: 0,
      expired: 0,
      failed: 0,
      unknown: 0,
      skipped: 2,
    });
    expect(report.accounts.map(({ accountId }) => accountId).sort()).toEqual(
      [managementAccount, ...accounts].map(({ id }) => id).sort(),
    );
    expect(report.requestReason).toBe('Quarterly clean-up');
    expect(managementAccount.credentials.loginProfile).toBeDefined();
  });

  it('costs exactly 5 calls for a clean account, and 2 AssumeRoot calls for a purged one', async () => {
    scenario.organize({ accounts: 12 });
    const byAccount = new Map<string, string[]>();
    scenario.onCall = ({ operation, accountId }) => {
      if (accountId) byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), operation]);
    };
    const run = scenario.run();
    await decideOnPage(await run.link(), 'all');
    await run.execution.result;

    const { accounts } = run.report();
    const callsOf = (outcome: string) =>
      accounts
        .filter((account) => account.outcome === outcome)
        .map(({ accountId }) => byAccount.get(accountId));
    const reads = ['GetLoginProfile', 'ListAccessKeys', 'ListMFADevices', 'ListSigningCertificates'];
    const sorted = callsOf('clean').map(([first, ...others] = []) => [first, ...others.sort()]);
    expect(sorted).toEqual(Array(6).fill(['AssumeRoot', ...reads]));
    const opened = callsOf('purged').map((calls) => calls?.filter((call) => call === 'AssumeRoot').length);
    expect(opened).toEqual(Array(5).fill(2));
    expect(callsOf('skipped')).toEqual([undefined, undefined]);
  });

  it('converges: a second run finds nothing and asks nobody', async () => {
    scenario.organize();
    const first = scenario.run();
    await decideOnPage(await first.link(), 'all');
    await first.execution.result;
    const second = scenario.run();

    expect(await second.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(second.report().outcomes).toMatchObject({ clean: 11, purged: 0, skipped: 2 });
    expect(second.emails().map(({ subject }) => subject)).not.toContainEqual(
      expect.stringMatching(/^Approve/),
    );
  });
});

describe('a run that is approved in part', () => {
  it('deletes what was ticked and keeps the rest, and the report says who kept it', async () => {
    scenario.organize();
    const { id } = scenario.account('old-access-keys');
    const run = scenario.run();
    const link = await run.link();
    const page = await openPage(link);
    const ticks = page.ticks.filter((tick) => tick.includes(`${id}/access-keys/`)).slice(0, 1);
    await submit(link, page, 'approve', ticks);

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    const [deleted] = ticks.map((tick) => tick.split('/')[2]);
    const left = scenario
      .account('old-access-keys')
      .credentials.accessKeys.map(({ accessKeyId }) => accessKeyId);
    expect(left).toHaveLength(1);
    expect(left).not.toContain(deleted);
    expect(run.report().accounts.find(({ accountId }) => accountId === id)).toMatchObject({
      outcome: 'kept',
      deleted: [{ kind: 'access-keys', id: deleted, result: 'deleted' }],
      remaining: [{ kind: 'access-keys', id: left[0], why: `${alice} kept it.` }],
    });
    expect(countCredentials(scenario.organization)).toBe(13);
  });
});

describe('a run that is refused', () => {
  it('deletes nothing, opens no second session, and tells every approver', async () => {
    scenario.organize();
    const run = scenario.run();
    await decideOnPage(await run.link(bob), 'none', 'Not this quarter');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(14);
    expect(scenario.calls()['sts:AssumeRoot']).toBe(11);
    const report = run.report();
    expect(report.decision).toMatchObject({
      decision: 'REJECTED',
      decidedBy: bob,
      comment: 'Not this quarter',
    });
    expect(report.outcomes).toMatchObject({ clean: 6, kept: 5, skipped: 2 });
    const told = run.emails().filter(({ subject }) => subject.startsWith('Root credential purge'));
    expect(told.map(({ to }) => to).sort()).toEqual([alice, bob]);
  });
});

describe('a run that needs no decision', () => {
  it('only looks when it is an audit', async () => {
    scenario.organize();
    const run = scenario.run({ mode: 'audit' });

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.report().outcomes).toMatchObject({ clean: 6, kept: 5, skipped: 2 });
    expect(countCredentials(scenario.organization)).toBe(14);
    expect(run.object('approval.json')).toBeUndefined();
  });

  it('asks nobody when there is nothing to delete', async () => {
    const { accounts } = scenario.organize({ accounts: 3 });
    for (const account of accounts)
      account.credentials = { signingCertificates: [], accessKeys: [], mfaDevices: [] };
    const run = scenario.run();

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.report()).toMatchObject({
      coverage: '3 of 3 member accounts hold no root credentials.',
      outcomes: { clean: 3, skipped: 1 },
    });
    expect(run.object('approval.json')).toBeUndefined();
  });
});
