import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../local');

/** The files of `local/` that each of them imports, types too. */
function importsOf(folder: string): Map<string, string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const sources = readFileSync(resolve(folder, file), 'utf8').matchAll(/(?:from|import) '(\.[^']*)'/g);
      const targets = Array.from(
        sources,
        ([, target = '']) => `${relative(folder, resolve(folder, dirname(file), target))}.ts`,
      );
      return [file, targets.filter((target) => known.has(target))];
    }),
  );
}

/** The first circle that is found, as the files in it, the first of them once more at the end. */
function circleIn(imports: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const from = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of imports.get(file) ?? []) {
      const circle = from(target, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = from(file, []);
    if (circle) return circle;
  }
  return undefined;
}

it('finds a circle, and the files before it are not part of it', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['d', 'b']],
    ['d', []],
  ]);
  expect(circleIn(imports)).toEqual(['b', 'c', 'b']);
});

it('has no files that import each other, not even for their types', () => {
  const imports = importsOf(root);
  expect([...imports.values()].flat().length).toBeGreaterThan(imports.size);
  expect(circleIn(imports)).toBeUndefined();
});
