import type { Plugin } from 'esbuild';
import * as definitions from '#definitions';
import * as pageAssets from '#page-assets';

const made: Readonly<Record<string, object>> = { '#page-assets': pageAssets, '#definitions': definitions };

/** Gives a bundle of the command line as text what is made when its source is run. */
export const madeAsText: Plugin = {
  name: 'made as text',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^#/ }, ({ path }) => ({ path, namespace: 'made' }));
    onLoad({ filter: /./, namespace: 'made' }, ({ path }) => ({
      contents: JSON.stringify(made[path]),
      loader: 'json',
    }));
  },
};
