// @ts-check
// Plain JavaScript: what is kept is found without a TypeScript loader, which takes longer to start than all of this.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from './scratch-folder.mjs';

/** The folder of this checkout, or of this package. */
const project = fileURLToPath(new URL('../..', import.meta.url));

/** Of how many states of the sources there is something kept: a branch or two, and what was before the last change. */
const statesKept = 4;

const houses = ['cli', 'lambdas', 'lib', 'local-aws'];
const settings = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'tsconfig.json'];

/**
 * SHA-256 of all that the command line, the functions and the template are made from: the sources, the packages as they
 * are locked and installed, and Node.js. The folder is in it, too, since what is made names files there.
 * @param {string} folder
 */
function digestOfSources(folder) {
  const hash = createHash('sha256').update(`${folder}\0${process.version} ${process.arch}\0`);
  const sources = houses.flatMap((house) => filesBelow(join(folder, house)));
  for (const file of [...sources.sort(), ...settings.map((name) => join(folder, name))]) {
    const content = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
    hash.update(`${relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} folder */
function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/**
 * Gives what keeps things that are made from the sources of a project, as they are now: before any of them is loaded.
 *
 * @param {string} folder
 */
export function keeperIn(folder) {
  const cache = join(folder, 'node_modules', '.cache', 'root-purge');
  const sources = digestOfSources(folder);
  const state = join(cache, 'of', sources);
  /**
   * The folder with what `make` made of these very sources and of a key, which is JSON: now, or at an earlier time.
   *
   * @param {string} kind
   * @param {unknown} key
   * @param {(folder: string) => unknown} make awaited
   * @returns {Promise<string>}
   */
  return async (kind, key, make) => {
    const kept = join(state, `${kind}-${createHash('sha256').update(JSON.stringify(key)).digest('hex')}`);
    if (fs.existsSync(kept)) {
      markUsed(state);
      return kept;
    }
    const { made, lasting } = placeToMake(cache);
    await make(made);
    // What was changed meanwhile is in it or is not: good enough for this process, and for no other.
    if (!lasting || digestOfSources(folder) !== sources) return made;
    fs.mkdirSync(state, { recursive: true });
    move(made, kept);
    forget(join(cache, 'of'));
    return kept;
  };
}

/** Keeps what is made from the sources of this program. */
export const keep = keeperIn(project);

/**
 * Beside what is kept, to be moved there; where nothing can be written there, anywhere, for this process alone.
 * @param {string} cache
 */
function placeToMake(cache) {
  try {
    return { made: scratchFolder(cache), lasting: true };
  } catch {
    const made = fs.mkdtempSync(join(tmpdir(), 'root-purge-'));
    process.once('exit', () => fs.rmSync(made, { recursive: true, force: true }));
    return { made, lasting: false };
  }
}

/** @type {(folder: string, kept: string) => void} */
function move(folder, kept) {
  try {
    fs.renameSync(folder, kept);
  } catch (error) {
    // Another process was faster with the same.
    if (!fs.existsSync(kept)) throw error;
  }
}

/** @param {string} state */
function markUsed(state) {
  const now = new Date();
  try {
    fs.utimesSync(state, now, now);
  } catch {
    // Somebody else's folder: it counts as used when it was made.
  }
}

/**
 * Removes what was not used for longest.
 * @param {string} states
 */
function forget(states) {
  const folders = fs.readdirSync(states).map((name) => join(states, name));
  const used = new Map(folders.map((folder) => [folder, fs.statSync(folder).mtimeMs]));
  const byUse = folders.sort((one, other) => (used.get(other) ?? 0) - (used.get(one) ?? 0));
  for (const folder of byUse.slice(statesKept)) fs.rmSync(folder, { recursive: true, force: true });
}
