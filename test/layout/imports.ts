import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'vite';

/** Sources by their path from the project's root, for instance `lambdas/list-accounts.ts`. */
export type Sources = Readonly<Record<string, string>>;

/** Every TypeScript and JavaScript file below these folders. */
export function readSources(folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('node_modules')),
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** An import of one file of the project by another; type imports, re-exports and `import()` count, too. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** All imports between the sources; packages are left out. */
export function importsIn(sources: Sources): Import[] {
  return Object.entries(sources).flatMap(([from, text]) =>
    specifiersIn(from, text)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => ({ from, to: resolved(join(dirname(from), specifier), sources) })),
  );
}

function specifiersIn(file: string, text: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const quoted = dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1));
  const exported = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  );
  return [
    ...new Set([...staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...quoted]),
  ];
}

function resolved(path: string, sources: Sources): string {
  const file = ['', '.ts', '.tsx', '.mjs', '/index.ts']
    .map((ending) => path + ending)
    .find((each) => each in sources);
  return file ?? path;
}

/** Files that import each other in a circle, each circle once, from its first file back to it. */
export function circlesIn(imports: readonly Import[]): string[][] {
  const after = new Map<string, string[]>();
  for (const { from, to } of imports) after.set(from, [...(after.get(from) ?? []), to]);
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    for (const next of after.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of after.keys()) visit(file, []);
  return circles;
}
