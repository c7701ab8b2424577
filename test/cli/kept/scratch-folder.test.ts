import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../../cli/kept/scratch-folder.mjs';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';

it('is one for each run, for its owner alone', () => {
  const data = temporaryFolder({});
  const [one, other] = [scratchFolder(data), join(data, 'tmp')];
  expect(readdirSync(other)).toEqual([basename(one)]);
});

it('takes away what a process has left that was killed, and what of others is in use stays', () => {
  const data = temporaryFolder({});
  const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
  for (const holder of [gone, process.ppid]) {
    const folder = join(data, 'tmp', `${holder}-0`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.mjs'), '');
  }
  const own = scratchFolder(data);
  expect(readdirSync(join(data, 'tmp')).sort()).toEqual([basename(own), `${process.ppid}-0`].sort());
});
