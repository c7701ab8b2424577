import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { script, styles } from '#page-assets';
import { bundleContents } from '../../bench/bundle-contents';
import { bundleInto } from '../../lib/lambda-bundles';
import budget from './bundle-budget.json';

const outdir = mkdtempSync(join(tmpdir(), 'root-purge-sizes-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
const metafile = await bundleInto(outdir);
const bundles = bundleContents(metafile);
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

  it.each([
    ['approval-api', script.length + styles.length],
    ['write-report', script.length + styles.length],
    ['report-task', script.length + styles.length],
    ['request-approval', 0],
  ])("%s has in it, of the pages' script and style sheet, the text alone", (name, length) => {
    const [, output] = Object.entries(metafile.outputs).find(([file]) => file.includes(`/${name}/`)) ?? [];
    const inputs = Object.entries(output?.inputs ?? {});
    const [, asset] = inputs.find(([file]) => file.endsWith('page-assets.json')) ?? [];
    // Around it there are quotes, escapes and the names of variables.
    expect(asset?.bytesInOutput ?? 0).toBeGreaterThanOrEqual(length);
    expect(asset?.bytesInOutput ?? 0).toBeLessThanOrEqual(length * 1.05);
    expect(inputs.filter(([file]) => /browser\/|page-assets\.ts/.test(file))).toEqual([]);
  });
});
