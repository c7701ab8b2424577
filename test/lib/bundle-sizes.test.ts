import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleContents } from '../../bench/bundle-contents';
import { bundleInto } from '../../lib/lambda-bundles';
import budget from './bundle-budget.json';

const outdir = mkdtempSync(join(tmpdir(), 'root-purge-sizes-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
const bundles = bundleContents(bundleInto(outdir));
const budgets: Record<string, number> = budget.kilobytes;

describe('bundles', () => {
  it('each have a budget', () => {
    expect(Object.keys(budgets)).toEqual(bundles.map(({ name }) => name));
  });

  it.each(bundles)('$name fits its budget, and the budget fits it', ({ name, bytes }) => {
    expect(bytes / 1000).toBeLessThanOrEqual(budgets[name] ?? 0);
    expect(bytes / 1000).toBeGreaterThan(0.93 * (budgets[name] ?? 0));
  });

  it('hold these packages and no others', () => {
    const packages = new Set(bundles.flatMap(({ parts }) => Object.keys(parts)));
    expect([...packages].sort()).toEqual(budget.packages);
  });
});
