import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unitsOf } from '../../bench/cost';
import { decideOnPage } from '../../cli/run/approval/approver';
import { useScenario } from './support/scenario';

const scenario = useScenario();

/** Function invocations since the last call. */
let before = 0;
function invocations(): number {
  const all = Object.values(scenario.app.invocations()).reduce((sum, count) => sum + count, 0);
  const since = all - before;
  before = all;
  return since;
}

/** The objects that a run left: what was put, each once, and what it remembers of the organization for the next. */
function objects(run: string): number {
  const entries = readdirSync(join(scenario.folder, 'runs', run), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length + 1;
}

/** Calls to the simulated AWS since then. */
function since(earlier: Record<string, number>): Record<string, number> {
  const more = Object.entries(scenario.calls()).map(
    ([name, count]) => [name, count - (earlier[name] ?? 0)] as const,
  );
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}

describe('what a run costs', () => {
  it('has the units that the costs are computed from, two calls of AssumeRoot a purged account among them', async () => {
    const { accounts } = scenario.organize({ accounts: 24 });
    const active = accounts.filter(({ state }) => state === 'ACTIVE');
    const purged = active.filter(({ kind }) => kind !== 'clean').length;
    const clean = active.length - purged;
    const run = scenario.run();
    await decideOnPage(await run.link(), 'all');
    const result = await run.execution.result;
    const units = unitsOf({ clean, purged }, 2);

    expect(run.report().outcomes).toMatchObject({ clean, purged });
    expect(result.transitions + units.expressRequests).toBe(units.transitions);
    expect(invocations()).toBe(units.invocations);
    expect(objects(run.name)).toBe(units.s3Puts);
    expect(scenario.calls()['sts:AssumeRoot']).toBe(clean + 2 * purged);
    // Inspected, and looked at again after the purge.
    expect(scenario.calls()['iam:ListAccessKeys']).toBe(active.length + purged);
  });

  it('is exactly five calls an account where all are clean, and nobody is asked', async () => {
    const callsBefore = scenario.calls();
    const run = scenario.run();
    const { status, transitions } = await run.execution.result;
    const { clean = 0 } = run.report().outcomes;

    expect(status).toBe('SUCCEEDED');
    const units = unitsOf({ clean, purged: 0 }, 2);
    expect(transitions + clean).toBe(units.transitions);
    expect(invocations()).toBe(units.invocations);
    expect(objects(run.name)).toBe(units.s3Puts);
    const {
      'organizations:DescribeOrganization': _,
      'organizations:ListAccounts': __,
      'organizations:ListOrganizationalUnitsForParent': ___,
      ...calls
    } = since(callsBefore);
    expect(calls).toEqual({
      'sts:AssumeRoot': clean,
      'iam:GetLoginProfile': clean,
      'iam:ListAccessKeys': clean,
      'iam:ListMFADevices': clean,
      'iam:ListSigningCertificates': clean,
    });
  });
});
