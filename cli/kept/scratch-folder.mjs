// @ts-check
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** @type {string[]} */
const owned = [];
process.once('exit', () => owned.forEach(remove));

/**
 * A folder that is gone with this process, below its data folder; those that killed processes left go first.
 * @param {string} dataFolder
 */
export function scratchFolder(dataFolder) {
  const all = join(dataFolder, 'tmp');
  mkdirSync(all, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(all)) if (isLeft(name)) remove(join(all, name));
  const own = join(all, `${process.pid}-${randomUUID()}`);
  mkdirSync(own, { mode: 0o700 });
  owned.push(own);
  return own;
}

/**
 * Whether the process that it is named after is gone.
 * @param {string} name
 */
function isLeft(name) {
  const pid = Number(/^(\d+)-/.exec(name)?.[1]);
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** @param {string} path */
function remove(path) {
  rmSync(path, { recursive: true, force: true });
}
