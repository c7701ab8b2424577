// @ts-check
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keep } from './keep.mjs';

/**
 * The command line in one file, made anew whenever anything that it comes from has changed.
 * @returns {Promise<typeof import('../entry')>}
 */
export async function program() {
  const folder = await keep('program', null, async (into) => {
    if (process.stderr.isTTY) process.stderr.write('Sources have changed: making the program of them ...\n');
    const { tsImport } = await import('tsx/esm/api');
    const { bundleInto, makeProgram } = await tsImport('./make-program.ts', {
      parentURL: import.meta.url,
      // Wherever the command is called.
      tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    });
    // The functions are wanted next, and there is a second core.
    await Promise.all([makeProgram(into), keep('functions', null, bundleInto)]);
  });
  return createRequire(import.meta.url)(join(folder, 'program.cjs'));
}
