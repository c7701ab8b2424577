import { readdirSync } from 'node:fs';
import { parse } from 'node:path';

/** The names of the files in `lambdas/`, without extension, in order. */
export function lambdaFiles(): string[] {
  const files = readdirSync(new URL('../../../lambdas', import.meta.url), { withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map(({ name }) => parse(name).name)
    .sort();
}

export function kebabCase(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
