import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
