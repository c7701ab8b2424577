import { printable } from './printable';

/** What fails on a machine, by the code of Node.js, and what a person can do about it. */
const failures: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: ['The disk of this machine is full', 'Make room on it'],
  EDQUOT: ['Your share of the disk of this machine is used up', 'Make room on it'],
  EMFILE: ['This process may open no more files', 'Raise the limit (ulimit -n) or lower --concurrency'],
  ENFILE: ['This machine can open no more files', 'End what else has many of them open'],
  EACCES: ['This machine does not let you use a file', 'Mend the rights of the file'],
  EPERM: ['This machine does not let you use a file', 'Mend the rights of the file'],
  EROFS: ['A file is in a file system that is not to be written', 'Mount it for writing'],
  ENOENT: ['A file or folder is gone', 'Find out what removes it'],
  ENOTDIR: ['A folder is gone', 'Find out what removes it'],
  EIO: ['The disk of this machine fails', 'Look after it'],
  ENOMEM: ['This machine has no more memory', 'End what else needs it, or lower --concurrency'],
  ERR_WORKER_OUT_OF_MEMORY: ['A function has no more memory', 'Lower --concurrency'],
};

/** What is not about a path may be about a connection, where these alone are of this machine. */
const withoutPath = new Set([
  ...['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EIO', 'ENOMEM', 'ERR_WORKER_OUT_OF_MEMORY'],
]);

/** That this machine failed, and what to do about it; `undefined` for an error that is not its own. */
export function explainMachineFailure(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const { code } = error;
  if (!Object.hasOwn(failures, code) || !('path' in error || withoutPath.has(code))) return undefined;
  const [what, remedy] = failures[code] ?? [];
  return `${what} (${printable(error.message)}). ${remedy}.`;
}
