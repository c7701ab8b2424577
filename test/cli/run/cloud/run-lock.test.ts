import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockRun } from '../../../../cli/run/cloud/run-lock';
import { temporaryFolder } from '../../../local-aws/support/temporary-folder';

const gone = 2147483646;

/** A lock as a process with this number has it. */
function lockOf(holder: number | string, path = join(temporaryFolder({}), 'lock')): string {
  mkdirSync(path);
  writeFileSync(join(path, `${holder}-0`), '');
  return path;
}

it('is held until it is let go of', () => {
  const path = join(temporaryFolder({}), 'lock');
  const unlock = lockRun(path);
  expect(readdirSync(path)).toHaveLength(1);
  unlock();
  expect(existsSync(path)).toBe(false);
});

it('keeps off where another process has it', () => {
  const path = lockOf(process.ppid);
  expect(() => lockRun(path)).toThrow(`Process ${process.ppid} is still at it.`);
  expect(readdirSync(join(path, '..'))).toEqual(['lock']);
});

it.each([gone, 'no number', ''])('is taken over from a process that is gone (%j)', (holder) => {
  const path = lockOf(holder);
  const unlock = lockRun(path);
  unlock();
  expect(existsSync(path)).toBe(false);
});

it('is taken where its last holder ended while it let go', () => {
  const path = join(temporaryFolder({}), 'lock');
  mkdirSync(path);
  expect(() => lockRun(path)).not.toThrow();
});

it('is not guessed at where a file is in its place', () => {
  const path = join(temporaryFolder({ lock: '1' }), 'lock');
  expect(() => lockRun(path)).toThrow(`Another version of this program has left ${path}: remove it.`);
});

describe('of many processes at once', () => {
  const path = join(temporaryFolder({}), 'lock');
  const count = 6;
  let processes: ChildProcess[] = [];

  /** Each taker is used for one try, as it ends with the process that made it: a lock is never taken twice by one. */
  const start = async () => {
    processes = Array.from({ length: count }, () =>
      fork(join(import.meta.dirname, 'take-lock.ts'), [path], { execArgv: ['--import', 'tsx'] }),
    );
    await Promise.all(processes.map((taker) => once(taker, 'message')));
  };
  const stop = () =>
    Promise.all(processes.splice(0).map((taker) => taker.kill('SIGKILL') && once(taker, 'exit')));
  beforeAll(start);
  afterAll(stop);

  it.each([1, 2, 3])(
    'exactly one takes over a lock whose process is gone (try %i)',
    { timeout: 120_000 },
    async () => {
      if (processes.length === 0) await start();
      rmSync(path, { recursive: true, force: true });
      lockOf(gone, path);
      const at = Date.now() + 200;
      const answers = await Promise.all(
        processes.map(async (taker) => {
          taker.send(at);
          const [answer] = await once(taker, 'message');
          return String(answer);
        }),
      );
      await stop();
      const others = answers.filter((answer) => answer !== 'taken');
      expect(answers.length - others.length).toBe(1);
      for (const answer of others) expect(answer).toMatch(/^NotResumableError: Process \d+ is still at it\./);
    },
  );
});
