import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotResumableError } from './resume-point';

/**
 * Keeps a run to one process at a time; gives what lets go of it. A lock whose process is gone counts for nothing.
 *
 * The lock is a folder with one file, whose name is its holder's alone. Every change of hands is one `rename`, which
 * happens to one process and fails for the others: of a folder, made beforehand, to a place that is free or empty; of
 * the file of a process that is gone, which has this name only once.
 * @throws NotResumableError where another process has it
 */
export function lockRun(path: string): () => void {
  const mine = `${process.pid}-${randomUUID()}`;
  const aside = `${path}-${mine}`;
  mkdirSync(aside, { mode: 0o700 });
  writeFileSync(join(aside, mine), '', { mode: 0o600 });
  try {
    while (!tookFree(aside, path)) {
      const holder = holderOf(path);
      if (holder === undefined) continue;
      const pid = Number(holder.split('-')[0]);
      if (isAlive(pid))
        throw new NotResumableError(
          `Process ${pid} is still at it. If that is another program by now, remove ${path}.`,
        );
      if (wasRenamed(join(path, holder), join(path, mine))) break;
    }
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return () => letGo(path, mine);
}

const tookFree = (aside: string, path: string) =>
  wasRenamed(aside, path, ['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM']);

/** Undefined where there is no lock any more. @throws NotResumableError where something else is in its place */
function holderOf(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new NotResumableError(`Another version of this program has left ${path}: remove it.`);
  try {
    return readdirSync(path)[0];
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** False where one of these codes says that somebody was faster. */
function wasRenamed(from: string, to: string, expected: readonly string[] = ['ENOENT']): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (expected.includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** The folder stays where somebody has taken it meanwhile. */
function letGo(path: string, mine: string): void {
  rmSync(join(path, mine), { force: true });
  try {
    rmdirSync(path);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  }
}

/** https://nodejs.org/api/process.html#processkillpid-signal (signal 0) */
function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;
