import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { NotResumableError } from './resume-point';

/**
 * Keeps a run to one process at a time; gives what lets go of it. A lock whose process is gone counts for nothing.
 * @throws NotResumableError where another process has it
 */
export function lockRun(path: string): () => void {
  const holder = holderOf(path);
  if (holder !== undefined && isAlive(holder))
    throw new NotResumableError(
      `Process ${holder} is still at it. If that is another program by now, remove ${path}.`,
    );
  if (holder !== undefined) rmSync(path, { force: true });
  writeFileSync(path, `${process.pid}\n`, { mode: 0o600, flag: 'wx' });
  return () => rmSync(path, { force: true });
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** https://nodejs.org/api/process.html#processkillpid-signal (signal 0) */
function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
