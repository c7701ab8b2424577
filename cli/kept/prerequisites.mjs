// @ts-check
// Plain JavaScript that any Node.js of the last years reads: it has to be able to say that this one is too old.
import { readFileSync } from 'node:fs';

/**
 * Why the command line cannot run here, as a sentence, or undefined: the version of Node.js, or packages that are not
 * installed. The version is `major.minor.patch`.
 * @param {string} version
 * @param {() => unknown} findPackages throws where they are not there
 */
export function whatIsMissing(version, findPackages) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    return `Node.js 20.19 or newer is needed; this is ${version}.`;
  }
  try {
    findPackages();
    return undefined;
  } catch {
    return 'The packages that this needs are not installed: run `npm ci` here first.';
  }
}

/**
 * Looks whether the packages of a checkout are there, each in the version that it names: after `git pull` they may be
 * others.
 * @param {URL} checkout
 * @throws where one is missing or of another version
 */
export function findPackages(checkout) {
  /** @param {string} path */
  const read = (path) => JSON.parse(readFileSync(new URL(path, checkout), 'utf8'));
  /** @type {Record<string, string>} */
  const dependencies = read('package.json').dependencies;
  for (const [name, version] of Object.entries(dependencies)) {
    if (read(`node_modules/${name}/package.json`).version !== version) throw new Error(name);
  }
}

/** Ends the process with status 1 and a sentence where something is missing. */
export function requirePrerequisites() {
  const missing = whatIsMissing(process.versions.node, () =>
    findPackages(new URL('../../', import.meta.url)),
  );
  if (missing === undefined) return;
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}
