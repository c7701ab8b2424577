import { fileURLToPath } from 'node:url';
import { lambdaFiles } from './lambda-files';

/** The names of the bundles that were asked for since the test file was loaded. */
export const bundled = new Set<string>();

/** In place of `lib/lambda-bundles`, where a test looks at the template only: bundling is most of a synthesis. */
export function bundleOf(name: string): string {
  if (!lambdaFiles().includes(name)) throw new Error(`There is no lambdas/${name}.ts.`);
  bundled.add(name);
  return fileURLToPath(new URL('.', import.meta.url));
}
