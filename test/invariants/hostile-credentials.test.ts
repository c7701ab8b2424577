import { afterEach, describe, expect, it } from 'vitest';
import { closeWorld } from './broken-promises';
import { cells } from './support/hostile-reads';
import { hostileAccounts, hostileRun, patience } from './support/hostile-run';

afterEach(closeWorld);

const [one = ''] = hostileAccounts;
const readable = { status: 'SUCCEEDED', broken: [], hasStruck: true };
const unreadable = { status: 'FAILED', broken: [], hasStruck: true };

describe.each(cells('credentials'))('%s, answered with %s', patience, (read, fault) => {
  it('leaves every account of an audit unknown', async () => {
    const run = await hostileRun(`${fault}:${read}@100%`, { audit: true });
    expect(run).toEqual({ ...unreadable, outcomes: ['unknown', 'unknown'] });
  });

  it('strikes one account, and the other is purged', async () => {
    const run = await hostileRun(`${fault}:${one}/${read}@100%`);
    expect(run).toEqual({ ...unreadable, outcomes: ['unknown', 'purged'] });
  });

  it('breaks no promise when it strikes once', async () => {
    const { broken, hasStruck } = await hostileRun(`${fault}:${read}=1`);
    expect({ broken, hasStruck }).toEqual({ broken: [], hasStruck: true });
  });
});

// What is gone has no ID that could be missing: an empty list is the truth then.
const looks = cells('credentials').filter(([, fault]) => fault !== 'nameless');

it.each(looks)(
  '%s, answered with %s after the plan: nothing is purged that nobody could look at',
  patience,
  async (read, fault) => {
    const run = await hostileRun(`${fault}:IAMDeleteRootUserCredentials/${read}@100%`);
    expect(run).toMatchObject(unreadable);
    expect(run.outcomes.filter((outcome) => !['unknown', 'failed'].includes(outcome))).toEqual([]);
  },
);

describe.each(cells('lastUse'))('%s, answered with %s', patience, (read, fault) => {
  it('breaks no promise, and all that was approved goes', async () => {
    expect(await hostileRun(`${fault}:${read}@100%`)).toEqual({
      ...readable,
      outcomes: ['purged', 'purged'],
    });
  });
});
