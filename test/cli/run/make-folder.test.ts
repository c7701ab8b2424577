import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../cli/run/make-folder';

const folder = mkdtempSync(join(tmpdir(), 'root-purge-make-folder-'));
const file = join(folder, 'file');
writeFileSync(file, '');
afterAll(() => rmSync(folder, { recursive: true }));

describe('makeFolder', () => {
  it('makes it and those above it, for their owner alone, and takes one that is there', () => {
    const path = join(folder, 'a', 'b');
    makeFolder(path);
    makeFolder(path);
    expect([path, join(folder, 'a')].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it.each([
    ['a file', file],
    ['a folder below a file', join(file, 'a', 'b')],
  ])('throws for %s', (_, path) => {
    expect(() => makeFolder(path)).toThrow('ENOTDIR');
  });

  it.runIf(existsSync('/proc/self'))('throws where a file system takes no folders', () => {
    expect(() => makeFolder('/proc/none/of/these')).toThrow('ENOENT');
  });
});
