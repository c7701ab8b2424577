// @ts-check
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keep } from './keep.mjs';
import { requirePrerequisites } from './prerequisites.mjs';

/**
 * The command line in one file, made anew whenever anything that it comes from has changed.
 * @returns {Promise<typeof import('../entry')>}
 */
export async function program() {
  requirePrerequisites();
  const folder = await keep('program', null, async (into) => {
    const stop = sayThatItIsMade();
    const { tsImport } = await import('tsx/esm/api');
    const { bundleInto, makeProgram } = await tsImport('./make-program.ts', {
      parentURL: import.meta.url,
      // Wherever the command is called.
      tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    });
    // The functions are wanted next, and there is a second core.
    await Promise.all([makeProgram(into), keep('functions', null, bundleInto)]).finally(stop);
  });
  return createRequire(import.meta.url)(join(folder, 'program.cjs'));
}

/** To a person, with a dot a second; gives what ends the line. */
function sayThatItIsMade() {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  stderr.write('Making the program of the sources, anew after each change ');
  const dots = setInterval(() => stderr.write('.'), 1000);
  return () => {
    clearInterval(dots);
    stderr.write('\n');
  };
}
