import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { bundling } from '../../lib/lambda-bundles';
import { madeAsText } from '../../lib/made-as-text';

export { bundleInto } from '../../lib/lambda-bundles';

/** Bundles the command line into `program.cjs` of a folder. */
export async function makeProgram(outdir: string): Promise<void> {
  await build({
    ...bundling,
    entryPoints: { program: fileURLToPath(new URL('../entry.ts', import.meta.url)) },
    outdir,
    outExtension: { '.js': '.cjs' },
    // Unlike ECMAScript modules it loads what is outside of it when that is first used: the CDK is not, most of the time.
    format: 'cjs',
    banner: {},
    minify: false,
    external: ['aws-cdk-lib', 'constructs', 'esbuild', 'tsx'],
    plugins: [madeAsText, keptOutside, ownUrls],
  });
}

/** The one module of a process that knows what is kept stays outside. */
const keptOutside: Plugin = {
  name: 'kept-outside',
  setup({ onResolve }) {
    onResolve({ filter: /\/keep\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(join(resolveDir, path)).href,
      external: true,
    }));
  },
};

/** Each source finds files beside it by its own URL, wherever the bundle lies. */
const ownUrls: Plugin = {
  name: 'own-urls',
  setup({ initialOptions, onLoad }) {
    initialOptions.define = { 'import.meta.url': 'ownUrl' };
    onLoad({ filter: /\/(cli|lambdas|lib|local-aws)\/[^@]*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: `const ownUrl = ${JSON.stringify(pathToFileURL(path).href)};${text}`, loader: 'ts' };
    });
  },
};
