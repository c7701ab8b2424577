import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { RunReader } from '../../../cli/verify/run-files';

const manifest = (...keys: string[]) =>
  JSON.stringify({ ResultFiles: { SUCCEEDED: keys.map((Key) => ({ Key })) } });
const read = (files: Record<string, string>) => {
  const reader = new RunReader(new Map(Object.entries(files)));
  return { results: reader.readResults('purge', z.number()), problems: reader.problems };
};

it('reads what every manifest of a map names, of a run that went on in another one too', () => {
  const files = {
    'purge/a/manifest.json': manifest('runs/first/purge/a/SUCCEEDED_0.json'),
    'purge/b/manifest.json': manifest('purge/runs/x/SUCCEEDED_0.json'),
    'purge/a/SUCCEEDED_0.json': '[1, 2]',
    'purge/runs/x/SUCCEEDED_0.json': '[3]',
    'inspection/c/manifest.json': manifest('runs/first/none.json'),
    'purge/manifest.jsonl': manifest('runs/first/none.json'),
  };
  expect(read(files)).toEqual({ results: [1, 2, 3], problems: [] });
});

it.each<[Record<string, string>, unknown, string[]]>([
  [{}, undefined, []],
  [{ 'purge/a/manifest.json': manifest() }, [], []],
  [
    { 'purge/a/manifest.json': manifest('runs/r/gone.json') },
    [],
    ['gone.json is named in a manifest, and missing.'],
  ],
  [{ 'purge/a/manifest.json': '{}' }, [], ['purge/a/manifest.json is not what this app writes.']],
  [
    { 'purge/a/manifest.json': manifest('runs/r/a.json'), 'a.json': '["1"]' },
    [],
    ['a.json is not what this app writes.'],
  ],
])('of %j reads what it can, and says what it cannot', (files, results, problems) => {
  expect(read(files)).toEqual({ results, problems });
});
