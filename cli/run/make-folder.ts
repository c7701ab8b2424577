import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder that only its owner may read, and those above it. One after the other: Node.js 20 never returns from a
 * recursive `mkdirSync` in a file system that takes no folders, as /proc.
 * @throws where nothing can be written there, with the `code` of the file system
 */
export function makeFolder(path: string): void {
  if (!existsSync(path)) {
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
  // With a slash, so that a file is none.
  accessSync(`${path}/`, constants.W_OK | constants.X_OK);
}
