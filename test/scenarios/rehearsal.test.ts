import { describe, expect, inject, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import { altered, withoutChoice, withoutRefusal } from './support/altered-app';
import { alice, bob } from './support/approvers';
import { openPage, submit } from './support/page';
import { type Scenario, useScenario } from './support/scenario';

/** A rehearsal in which everything is approved. */
async function approvedRehearsal(scenario: Scenario) {
  scenario.organize();
  const run = scenario.run({ mode: 'rehearsal' });
  await decideOnPage(await run.link(), 'all');
  const { status } = await run.execution.result;
  const { outcomes, accounts } = run.report();
  const reasons = new Set(
    accounts.filter(({ outcome }) => ['kept', 'failed'].includes(outcome)).map(({ reason }) => reason),
  );
  return { status, outcomes, reasons: [...reasons], left: countCredentials(scenario.organization), run };
}

const approvedOnly = `${alice} approved it, in a rehearsal: nothing is deleted.`;

describe('a rehearsal', () => {
  const scenario = useScenario();

  it('deletes nothing of what was approved, opens no second session, and says so of each account', async () => {
    const { run, ...came } = await approvedRehearsal(scenario);
    expect(came).toEqual({
      status: 'SUCCEEDED',
      outcomes: { clean: 6, purged: 0, kept: 5, expired: 0, failed: 0, unknown: 0, skipped: 2 },
      reasons: [approvedOnly],
      left: 14,
    });
    expect(scenario.calls()['sts:AssumeRoot']).toBe(11);
    expect(scenario.calls()['sts:GetCallerIdentity']).toBeUndefined();
    expect(run.report()).toMatchObject({
      mode: 'rehearsal',
      decision: { decision: 'APPROVED', decidedBy: alice },
    });
  });

  it('says of a plan that was approved in part what was approved, and what was kept', async () => {
    scenario.organize();
    const { id } = scenario.account('old-access-keys');
    const run = scenario.run({ mode: 'rehearsal' });
    const link = await run.link(bob);
    const page = await openPage(link);
    const ticks = page.ticks.filter((tick) => tick.includes(`${id}/access-keys/`)).slice(0, 1);
    await submit(link, page, 'approve', ticks);

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(14);
    const account = run.report().accounts.find(({ accountId }) => accountId === id);
    const approved = `${bob} approved it, in a rehearsal: nothing is deleted.`;
    expect(account?.reason).toBe(approved);
    expect(account?.remaining.map(({ id, why }) => [id === ticks[0]?.split('/')[2], why])).toEqual([
      [true, approved],
      [false, `${bob} kept it.`],
    ]);
  });

  it('ends as a purge does where it is refused', async () => {
    scenario.organize();
    const run = scenario.run({ mode: 'rehearsal' });
    await decideOnPage(await run.link(), 'none');
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.report()).toMatchObject({
      mode: 'rehearsal',
      decision: { decision: 'REJECTED' },
      outcomes: { kept: 5 },
    });
    expect(countCredentials(scenario.organization)).toBe(14);
  });
});

describe('a rehearsal whose choice was cut out of the definition', () => {
  const scenario = useScenario({ assembly: altered(inject('assembly'), withoutChoice) });

  it('gets no session that can delete, and reports each account with the reason', async () => {
    const { run, ...came } = await approvedRehearsal(scenario);
    expect(came).toEqual({
      status: 'FAILED',
      outcomes: { clean: 6, purged: 0, kept: 0, expired: 0, failed: 5, unknown: 0, skipped: 2 },
      reasons: [
        `This run deletes nothing, and was about to: no session that could was opened. (AssumeRootToPurge answered NotAPurgeError: The run ${run.name} is of mode rehearsal, so no root session that can delete is opened for it.)`,
      ],
      left: 14,
    });
    expect(scenario.calls()['sts:AssumeRoot']).toBe(11);
  });
});

describe('a rehearsal where the function opens a session for whatever run', () => {
  const scenario = useScenario({ assembly: altered(inject('assembly'), withoutRefusal) });

  it('does not come to that function', async () => {
    const { run, ...came } = await approvedRehearsal(scenario);
    expect(came).toMatchObject({ status: 'SUCCEEDED', reasons: [approvedOnly], left: 14 });
    expect(scenario.calls()['sts:AssumeRoot']).toBe(11);
  });
});

describe('a rehearsal with neither of the two', () => {
  const scenario = useScenario({ assembly: altered(inject('assembly'), withoutChoice, withoutRefusal) });

  it('would delete: nothing else is in its way, and its record tells', async () => {
    const { left, run } = await approvedRehearsal(scenario);
    expect(left).toBe(0);
    expect(await scenario.unproven()).toEqual([
      expect.stringMatching(/approved-only: .* was deleted, or tried, and was not approved\./),
    ]);
    scenario.spoiled.add(run.name);
  });
});
