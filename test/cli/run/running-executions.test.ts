import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { RunFolder } from '../../../cli/run/run-folder';
import { RunningExecutions } from '../../../cli/run/running-executions';
import type { Execution, ExecutionResult } from '../../../local-aws';

const bucketFolder = mkdtempSync(join(tmpdir(), 'root-purge-running-'));
afterAll(() => rmSync(bucketFolder, { recursive: true, force: true }));

const folderOf = (run: string) => new RunFolder(bucketFolder, run, { keepsLinks: true });

function execution(name: string) {
  let end: (result: ExecutionResult) => void = () => undefined;
  const result = new Promise<ExecutionResult>((resolve) => {
    end = resolve;
  });
  const interrupted: (string | undefined)[] = [];
  const running: Execution = {
    arn: `arn:${name}`,
    name,
    result,
    history: [],
    stop: () => undefined,
    interrupt: (error) => interrupted.push(error),
  };
  const now = new Date();
  return {
    running,
    interrupted,
    end: () => end({ status: 'SUCCEEDED', output: {}, startDate: now, stopDate: now, transitions: 1 }),
  };
}

it('has the folder of the innermost execution that runs, and in the end that of the first', async () => {
  const before = folderOf('event');
  const [task, nested] = [folderOf('task-run-1'), folderOf('reseal-run-1')];
  const [outer, inner] = [execution('run-1'), execution('reseal-run-1')];
  const all = new RunningExecutions(before);
  expect([all.folder, all.outermost, all.haveEnded]).toEqual([before, undefined, false]);
  all.begin(outer.running, task);
  expect(all.folder).toBe(task);
  all.begin(inner.running, nested);
  expect(all.folder).toBe(nested);
  all.interrupt('Interrupted');
  inner.end();
  await inner.running.result;
  expect([all.folder, all.haveEnded]).toEqual([task, false]);
  all.interrupt('Interrupted');
  outer.end();
  await outer.running.result;
  expect([all.folder, all.outermost?.execution, all.haveEnded]).toEqual([task, outer.running, true]);
  expect([outer.interrupted, inner.interrupted].map(({ length }) => length)).toEqual([2, 1]);

  all.writeHistories();
  for (const run of ['task-run-1', 'reseal-run-1'])
    expect(readdirSync(join(bucketFolder, 'runs', run, 'local'))).toContain('history.json');
});
