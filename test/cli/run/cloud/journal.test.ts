import { appendFileSync, mkdirSync, readFileSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { JournalFile, readJournal } from '../../../../cli/run/cloud/journal';
import { temporaryFolder } from '../../../local-aws/support/temporary-folder';

const at = '2026-11-23T09:00:00.000Z';

function newJournal() {
  const path = join(temporaryFolder({}), 'local', 'journal.jsonl');
  return { path, journal: new JournalFile(path, () => new Date(at)) };
}

it('gives back what an execution told it, in a file that only its owner can read', () => {
  const { path, journal } = newJournal();
  const ofExecution = journal.ofExecution(() => undefined);
  ofExecution.stateEntered({ state: 'Map', input: { a: 1 }, variables: { b: [2] } });
  ofExecution.mapRunStarted({ state: 'Map', id: 'id', items: 'digest' });
  ofExecution.childStarted(7);
  ofExecution.childSucceeded(7, { Output: '{}' });
  journal.write({ type: 'interrupted', reason: 'Interrupted' });
  expect(readJournal(path)).toEqual([
    { at, type: 'state', state: 'Map', input: { a: 1 }, variables: { b: [2] } },
    { at, type: 'map-run', state: 'Map', id: 'id', items: 'digest' },
    { at, type: 'child', index: 7 },
    { at, type: 'succeeded', index: 7, record: { Output: '{}' } },
    { at, type: 'interrupted', reason: 'Interrupted' },
  ]);
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
});

it('cuts off the line that a killed process could not finish, and goes on after the whole ones', () => {
  const { path, journal } = newJournal();
  journal.write({ type: 'child', index: 1 });
  appendFileSync(path, '{"at":"2026-11-23T09:00:00.000Z","type":"succ');
  expect(readJournal(path)).toHaveLength(1);
  journal.write({ type: 'child', index: 2 });
  expect(readJournal(path)).toHaveLength(2);
  expect(readFileSync(path, 'utf8')).not.toContain('succ');
});

it('writes nothing more after a line that it could not write, of which half may be there', () => {
  const { path, journal } = newJournal();
  journal.write({ type: 'child', index: 1 });
  renameSync(path, `${path}.aside`);
  mkdirSync(path);
  const failures: unknown[] = [];
  const ofExecution = journal.ofExecution((error) => failures.push(error));
  ofExecution.childStarted(2);
  rmdirSync(path);
  renameSync(`${path}.aside`, path);
  ofExecution.childStarted(3);
  expect(failures).toEqual([expect.objectContaining({ code: 'EISDIR' })]);
  expect(readJournal(path)).toEqual([{ at, type: 'child', index: 1 }]);
});

it('refuses what it did not write', () => {
  const { path, journal } = newJournal();
  journal.write({ type: 'child', index: 1 });
  appendFileSync(path, '{"type":"other"}\n');
  expect(() => readJournal(path)).toThrow();
});
