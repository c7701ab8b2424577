import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockRun } from '../../../local/cloud/run-lock';
import { temporaryFolder } from '../runtime/temporary-folder';

it('is held until it is let go of', () => {
  const path = join(temporaryFolder({}), 'lock');
  const unlock = lockRun(path);
  expect(existsSync(path)).toBe(true);
  unlock();
  expect(existsSync(path)).toBe(false);
});

it('keeps off where another process has it', () => {
  const path = join(temporaryFolder({}), 'lock');
  writeFileSync(path, `${process.ppid}\n`);
  expect(() => lockRun(path)).toThrow(`Process ${process.ppid} is still at it.`);
});

it.each(['2147483646', 'no number', ''])('is taken over from a process that is gone (%j)', (holder) => {
  const path = join(temporaryFolder({}), 'lock');
  writeFileSync(path, holder);
  expect(() => lockRun(path)).not.toThrow();
});
