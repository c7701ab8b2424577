import { describe, expect, it } from 'vitest';
import { importsIn, readSources } from './imports';
import { brokenRules, door } from './rules';

const sources = readSources(['bench', 'bin', 'cli', 'docs', 'lambdas', 'lib', 'local-aws', 'test']);

describe('the check of a record', () => {
  it('shares with what writes it its shapes alone', () => {
    const shared = importsIn(sources).filter(
      ({ from, to }) => from.startsWith('cli/verify/') && !to.startsWith('cli/'),
    );
    expect([...new Set(shared.map(({ to }) => to))].sort()).toEqual([
      'lambdas/run/model.ts',
      'lambdas/run/report-shapes.ts',
      'lambdas/tasks/shapes.ts',
    ]);
  });
});

describe('the plan of the house', () => {
  it('is kept by every import', () => {
    expect(brokenRules(sources)).toEqual([]);
  });

  it.each([
    ['local-aws/clock.ts', '../lambdas/env', 'lambdas/env.ts'],
    ['lambdas/list-accounts.ts', '../lib/config', 'lib/config.ts'],
    ['lib/config.ts', '../cli/main', 'cli/main.ts'],
    ['lib/config.ts', '../local-aws', door],
    ['cli/main.ts', '../local-aws/clock', 'local-aws/clock.ts'],
    ['bin/app.ts', '../local-aws/clock', 'local-aws/clock.ts'],
    ['test/cli/main.test.ts', '../../local-aws/clock', 'local-aws/clock.ts'],
    ['bench/bench.ts', '../local-aws/clock', 'local-aws/clock.ts'],
    ['cli/main.ts', '../bin/local.mjs', 'bin/local.mjs'],
    ['cli/main.ts', '../test/support/page', 'test/support/page.ts'],
  ])('is broken where %s imports %s', (from, specifier, to) => {
    const wrong = { [from]: `import type { Any } from '${specifier}';`, [to]: '' };
    expect(brokenRules(wrong)).toEqual([`${from} may not import ${to}`]);
  });

  it.each([
    ["import { b } from './b';", "import { a } from './a';"],
    ["import type { b } from './b';", "export { a } from './a';"],
    ["const b = await import('./b');", "import './a';"],
  ])('is broken by a circle: %s and %s', (a, b) => {
    expect(brokenRules({ 'lib/a.ts': a, 'lib/b.ts': b })).toEqual([
      'a circle: lib/a.ts -> lib/b.ts -> lib/a.ts',
    ]);
  });

  it.each(Object.entries(sources).filter(([file]) => file.startsWith('bin/')))(
    'has entry points of at most 40 lines: %s',
    (_, text) => {
      expect(text.split('\n').length).toBeLessThanOrEqual(41);
    },
  );
});
