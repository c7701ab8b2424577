import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * The script of the pages as text, made from `browser/` whenever this is loaded. No bundle holds this file: in its
 * place there is what it exports (`lib/lambda-bundles.ts`), so that nothing is compiled on Lambda.
 */
export const script = compiled('script.ts');
/** The style sheet of the pages as text, made from `browser/styles.css` like the script. */
export const styles = compiled('styles.css');

function compiled(entryPoint: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(`./browser/${entryPoint}`, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'esnext',
    write: false,
  });
  return outputFiles.map(({ text }) => text.trim()).join('');
}
