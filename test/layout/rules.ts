import { circlesIn, type Import, importsIn, type Sources } from './imports';

/** The one file of `local-aws` that others import. */
export const door = 'local-aws/index.ts';

/** What the files of each folder may import, besides files of the same folder and packages. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'local-aws': [],
  lambdas: [],
  lib: ['lambdas', 'package.json'],
  cli: ['lambdas', 'lib', door, 'package.json'],
  bin: ['cli', 'lib', door],
};

/** Every import that the plan of the house forbids, and every circle, as a line each. */
export function brokenRules(sources: Sources): string[] {
  const imports = importsIn(sources);
  return [
    ...imports.filter(isForbidden).map(({ from, to }) => `${from} may not import ${to}`),
    ...circlesIn(imports.filter(({ from }) => folderOf(from) in mayImport)).map(
      (circle) => `a circle: ${circle.join(' -> ')}`,
    ),
  ];
}

function isForbidden({ from, to }: Import): boolean {
  const [here, there] = [folderOf(from), folderOf(to)];
  if (here === there) return false;
  const allowed = mayImport[here];
  // Tests see everything; but what is behind the door only the tests of what is behind it.
  if (!allowed) return there === 'local-aws' && to !== door && !from.startsWith('test/local-aws/');
  return !allowed.includes(there) && !allowed.includes(to);
}

const folderOf = (file: string) => file.split('/')[0] ?? '';
