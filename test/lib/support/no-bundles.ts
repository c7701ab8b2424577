import { fileURLToPath } from 'node:url';

/** In place of `lib/lambda-bundles`, where a test looks at the template only: bundling is most of a synthesis. */
export function bundleOf(): string {
  return fileURLToPath(new URL('.', import.meta.url));
}
