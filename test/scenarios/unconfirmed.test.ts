import { describe, expect, it } from 'vitest';
import { countCredentials } from '../../local-aws';
import { alice, bob } from './support/approvers';
import { useScenario } from './support/scenario';

const scenario = useScenario({ unconfirmed: [alice, bob] });

describe('a run that nobody could ever approve', () => {
  it('fails at once with the way to mend it, and still reports every account', async () => {
    scenario.organize();
    const run = scenario.run();

    expect(await run.execution.result).toMatchObject({
      status: 'FAILED',
      error: 'SomeAccountsNotSettled',
      cause: expect.stringContaining('confirm the subscription email'),
    });
    expect(run.report().outcomes).toMatchObject({ clean: 6, failed: 5, skipped: 2 });
    expect(run.emails()).toEqual([]);
    expect(run.object('approval.json')).toBeUndefined();
    expect(countCredentials(scenario.organization)).toBe(14);
  });
});
