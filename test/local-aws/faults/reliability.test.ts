import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faults } from '../../../local-aws/faults/fault-spec';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

it('tells of every fault what happens then, and names a test for it', () => {
  const document = read('docs/reliability.md');
  const untold = Object.keys(faults).filter((fault) => !new RegExp(`\`${fault}\\b`).test(document));
  expect(untold).toEqual([]);
});

it('names only tests that there are', () => {
  const tests = read('test/invariants/faults.test.ts') + read('test/scenarios/faults-command-line.test.ts');
  const named = [...read('docs/reliability.md').matchAll(/`([a-z-]+:[\w/.]+(?:=\d+)?(?:@\d+%)?)`/g)];
  const specs = named
    .map(([, spec = '']) => spec)
    .filter((spec) => Object.hasOwn(faults, spec.split(':')[0] ?? ''));
  expect(specs.length).toBeGreaterThan(30);
  expect(specs.filter((spec) => !tests.includes(`'${spec}'`))).toEqual([]);
});
