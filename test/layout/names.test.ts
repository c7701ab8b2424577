import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { readSources, type Sources } from './imports';
import { door } from './rules';

/** What may be exported more than once, and why. */
const meantTwice = new Set([
  // One for each Lambda.
  'handler',
  // `cli/entry.ts` hands them on.
  'main',
  'npmStart',
  // A construct of `lib/` bears the name of what it makes for `lambdas/`.
  'RunStore',
  'SigningKey',
]);

/** Every name that two files export, with these files; a component (`.tsx`) may be called what it shows. */
function exportedTwice(sources: Sources): string[] {
  const files = new Map<string, Set<string>>();
  for (const [file, text] of Object.entries(sources))
    for (const name of file.endsWith('.tsx') || file === door ? [] : exportedBy(file, text))
      files.set(name, (files.get(name) ?? new Set()).add(file));
  return [...files]
    .filter(([name, { size }]) => size > 1 && !meantTwice.has(name))
    .map(([name, places]) => `${name}: ${[...places].join(', ')}`);
}

function exportedBy(file: string, text: string): string[] {
  const entries = parseSync(file, text).module.staticExports.flatMap((each) => each.entries);
  return entries.flatMap(({ moduleRequest, exportName: { name } }) => (name && !moduleRequest ? [name] : []));
}

describe('a name that is exported', () => {
  it.each([
    ['the product and its command line', ['bin', 'lib', 'lambdas', 'cli']],
    ['the AWS to rehearse on', ['local-aws']],
  ])('means one thing in %s', (_, folders) => {
    expect(exportedTwice(readSources(folders))).toEqual([]);
  });

  it('is told with its files where it means two', () => {
    expect(
      exportedTwice({ 'lib/a.ts': 'export const one = 1;', 'cli/b.ts': 'export interface one {}' }),
    ).toEqual(['one: lib/a.ts, cli/b.ts']);
  });
});
