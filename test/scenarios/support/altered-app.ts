import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** What is replaced in every file of a synthesized app that holds it. */
interface Alteration {
  readonly find: RegExp;
  readonly replace: string;
}

/** The definition no longer tells a rehearsal from a purge. */
export const withoutChoice: Alteration = {
  find: /\$states\.context\.Execution\.Input\.mode != 'purge'/,
  replace: 'false',
};

/** The function that opens sessions that can delete opens one for whatever run. */
export const withoutRefusal: Alteration = {
  find: /\w+!=="purge"(?=\)throw)/,
  replace: 'false',
};

/** A copy of a synthesized app with these alterations, as long as the tests of this file run. */
export function altered(assembly: string, ...alterations: Alteration[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'root-purge-altered-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  cpSync(assembly, folder, { recursive: true });
  for (const alteration of alterations) alter(folder, alteration);
  return folder;
}

/** @throws Error where no file, or more than one, holds it: then nothing would be tried */
function alter(folder: string, { find, replace }: Alteration): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(template\.json|mjs|js)$/.test(file))
    .map((file) => join(folder, file));
  const holding = files.filter((file) => find.test(readFileSync(file, 'utf8')));
  const [file] = holding;
  if (!file || holding.length > 1) throw new Error(`${holding.length} files of the app hold ${find}.`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(find, replace));
}
