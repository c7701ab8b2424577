// @ts-check
// Plain JavaScript that any Node.js of the last years reads: it has to be able to say that this one is too old.
import { createRequire } from 'node:module';

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

/** Ends the process with status 1 and a sentence where something is missing. */
export function requirePrerequisites() {
  const { resolve } = createRequire(import.meta.url);
  const missing = whatIsMissing(process.versions.node, () => resolve('tsx/esm/api'));
  if (missing === undefined) return;
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}
