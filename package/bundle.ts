import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import { bundling } from '../lib/lambda-bundles';
import { madeAsText } from '../lib/made-as-text';

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
    plugins: [asInstalled, madeAsText],
    metafile: true,
  });
  return metafile;
}

/** What is installed is called by its name alone; the name without npx is another one's package. */
const asInstalled: Plugin = {
  name: 'as installed',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]cli[/\\].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('npx root-purge', 'root-purge'),
      loader: 'ts',
    }));
  },
};
