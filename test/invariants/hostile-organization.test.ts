import { afterEach, describe, expect, it } from 'vitest';
import { closeWorld } from './broken-promises';
import { cells } from './support/hostile-reads';
import { hostileAccounts, hostileRun, patience } from './support/hostile-run';

afterEach(closeWorld);

const [one = ''] = hostileAccounts;
const stopped = { status: 'FAILED', broken: [], hasStruck: true };
/** By the root, which all accounts are in. */
const selection = { organizationalUnits: 1 };

describe.each(cells('organization'))('%s, answered with %s', patience, (read, fault) => {
  const asked = read.endsWith('ForParent') ? { selection } : {};

  it('stops a run before it is about fewer accounts than there are', async () => {
    expect(await hostileRun(`${fault}:${read}@100%`, asked)).toEqual({ ...stopped, outcomes: [] });
    expect(await hostileRun(`${fault}:${read}@100%`, { ...asked, audit: true })).toEqual({
      ...stopped,
      outcomes: [],
    });
  });

  it('loses no account when it strikes once', async () => {
    const { broken, hasStruck } = await hostileRun(`${fault}:${read}=1`, asked);
    expect({ broken, hasStruck }).toEqual({ broken: [], hasStruck: true });
  });
});

describe.each(cells('session'))('%s, answered with %s', patience, (read, fault) => {
  it('opens no session in which anything is deleted', async () => {
    const run = await hostileRun(`${fault}:${read}@100%`);
    expect(run).toMatchObject(stopped);
    expect(run.outcomes.filter((outcome) => !['unknown', 'failed'].includes(outcome))).toEqual([]);
  });

  it('strikes one account, and the other is purged', async () => {
    const run = await hostileRun(`${fault}:${one}/${read}@100%`);
    expect(run).toMatchObject(stopped);
    expect(run.outcomes[1]).toBe('purged');
  });

  it('breaks no promise when it strikes once', async () => {
    const { broken, hasStruck } = await hostileRun(`${fault}:${read}=1`);
    expect({ broken, hasStruck }).toEqual({ broken: [], hasStruck: true });
  });
});
