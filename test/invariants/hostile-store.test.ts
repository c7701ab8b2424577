import { afterEach, describe, expect, it } from 'vitest';
import { closeWorld } from './broken-promises';
import { cells } from './support/hostile-reads';
import { hostileRun, patience } from './support/hostile-run';

afterEach(closeWorld);

describe.each(cells('store'))('%s, answered with %s', patience, (read, fault) => {
  it('breaks no promise, however often it strikes', async () => {
    const always = await hostileRun(`${fault}:${read}@100%`);
    const once = await hostileRun(`${fault}:${read}=1`);
    expect([always, once]).toMatchObject(Array(2).fill({ broken: [], hasStruck: true }));
  });
});
