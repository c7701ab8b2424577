import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync('docs/architecture.md', 'utf8');
/** The first cells of the table below a heading. */
const tableBelow = (heading: string) =>
  [...(page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/^\| (.+?) \|/gm)]
    .map(([, cell = '']) => cell)
    .slice(1);

it('the page about the architecture has every room of lambdas, once', () => {
  const rooms = readdirSync('lambdas', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const named = tableBelow('The rooms of `lambdas/`').flatMap((cell) => cell.match(/\w[\w-]+(?=\/`)/g) ?? []);
  expect(named.toSorted()).toEqual(rooms.map(({ name }) => name).sort());
});

it('the page about the architecture has twenty files to know', () => {
  expect(tableBelow('Files to know')).toHaveLength(20);
});
