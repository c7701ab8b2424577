import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import * as definitions from '#definitions';
import * as pageAssets from '#page-assets';
import { bundling } from '../lib/lambda-bundles';

/** What is made when a source is run, and what the bundle has in its place, as text. */
const made: Readonly<Record<string, object>> = { '#page-assets': pageAssets, '#definitions': definitions };

/** Bundles the command line into `outdir`: `root-purge.mjs`, and beside it what a command loads when it needs it. */
export async function bundleCommandLine(outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    ...bundling,
    // A laptop looks for credentials in all the places that Lambda never has.
    external: [],
    entryPoints: [fileURLToPath(new URL('../bin/root-purge.ts', import.meta.url))],
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    banner: { js: `#!/usr/bin/env node\n${bundling.banner.js}` },
    plugins: [
      {
        name: 'what is made',
        setup: ({ onResolve, onLoad }) => {
          // What is installed is called by its name alone; the name without npx is another one's package.
          onLoad({ filter: /[/\\]cli[/\\].*\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll('npx root-purge', 'root-purge'),
            loader: 'ts',
          }));
          onResolve({ filter: /^#/ }, ({ path }) => ({ path, namespace: 'made' }));
          onLoad({ filter: /./, namespace: 'made' }, ({ path }) => ({
            contents: JSON.stringify(made[path]),
            loader: 'json',
          }));
        },
      },
    ],
    metafile: true,
  });
  return metafile;
}
