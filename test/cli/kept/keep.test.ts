import { appendFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keeperIn } from '../../../cli/kept/keep.mjs';
import { temporaryFolder } from '../../local-aws/support/temporary-folder';

const definition = 'lib/purge-workflow.asl.yaml';

function project(): string {
  return temporaryFolder({
    'cli/main.ts': '',
    'lambdas/list-accounts.ts': 'accounts',
    'lambdas/pages/browser/styles.css': '',
    [definition]: 'States:',
    'local-aws/index.ts': '',
    'package-lock.json': '{}',
    'node_modules/.package-lock.json': '{}',
  });
}

/** What is kept of `key` for a process that starts now, which would make `text`. */
async function keptBy(folder: string, text: string, key: unknown = null): Promise<string> {
  const kept = await keeperIn(folder)('thing', key, (into) => writeFileSync(join(into, 'made'), text));
  return readFileSync(join(kept, 'made'), 'utf8');
}

it('makes a thing once for the same sources and the same key', async () => {
  const folder = project();
  expect([await keptBy(folder, 'first'), await keptBy(folder, 'second')]).toEqual(['first', 'first']);
});

it.each<[what: string, change: (folder: string) => void]>([
  ['a source', (folder) => writeFileSync(join(folder, 'lambdas/list-accounts.ts'), 'acc0unts')],
  ['a definition', (folder) => appendFileSync(join(folder, definition), ' {}')],
  ['a style sheet', (folder) => appendFileSync(join(folder, 'lambdas/pages/browser/styles.css'), 'p {}')],
  ['a new file', (folder) => writeFileSync(join(folder, 'lambdas/new.ts'), '')],
  ['a new name', (folder) => renameSync(join(folder, 'cli/main.ts'), join(folder, 'cli/other.ts'))],
  ['the lock file', (folder) => writeFileSync(join(folder, 'package-lock.json'), '[]')],
  ['what is installed', (folder) => writeFileSync(join(folder, 'node_modules/.package-lock.json'), '[]')],
])('makes it anew where there is another state of %s, and goes back with it', async (_, change) => {
  const [folder, other] = [project(), project()];
  await keptBy(folder, 'before');
  change(folder);
  expect([await keptBy(folder, 'after'), await keptBy(folder, 'later')]).toEqual(['after', 'after']);
  expect(await keptBy(other, 'elsewhere')).toBe('elsewhere');
});

it('makes it anew for another key', async () => {
  const folder = project();
  await keptBy(folder, 'of one', { concurrency: 1 });
  expect(await keptBy(folder, 'of two', { concurrency: 2 })).toBe('of two');
  expect(await keptBy(folder, 'again', { concurrency: 1 })).toBe('of one');
});

it('keeps nothing of sources that were changed while it was made, and takes the change back', async () => {
  const folder = project();
  const file = join(folder, definition);
  const made = await keeperIn(folder)('thing', null, (into) => {
    writeFileSync(file, 'States: {}');
    writeFileSync(join(into, 'made'), 'of the change');
  });
  expect(readFileSync(join(made, 'made'), 'utf8')).toBe('of the change');
  writeFileSync(file, 'States:');
  expect(await keptBy(folder, 'of what is there')).toBe('of what is there');
});

it('keeps nothing of what could not be made', async () => {
  const folder = project();
  const failing = keeperIn(folder)('thing', null, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await keptBy(folder, 'made')).toBe('made');
});

it('takes what another process has kept meanwhile', async () => {
  const folder = project();
  const kept = await keeperIn(folder)('thing', null, async (into) => {
    expect(await keptBy(folder, 'of the other')).toBe('of the other');
    writeFileSync(join(into, 'made'), 'too late');
  });
  expect(readFileSync(join(kept, 'made'), 'utf8')).toBe('of the other');
});

it('makes it for itself where nothing can be written', async () => {
  const folder = project();
  writeFileSync(join(folder, 'node_modules', '.cache'), 'no folder');
  expect([await keptBy(folder, 'first'), await keptBy(folder, 'second')]).toEqual(['first', 'second']);
});

it('keeps what was made of the last four states of the sources', async () => {
  const folder = project();
  for (const state of ['a', 'b', 'c', 'd', 'e']) {
    writeFileSync(join(folder, definition), state);
    await keptBy(folder, state);
  }
  expect(readdirSync(join(folder, 'node_modules/.cache/root-purge/of'))).toHaveLength(4);
});
