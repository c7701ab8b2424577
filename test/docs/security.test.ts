import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = readFileSync('docs/security.md', 'utf8');
const codesIn = (line: string) => [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const rowsOf = (lines: string) =>
  lines.split('\n').flatMap((line) => (line.startsWith('| ') ? [line.split(' | ')] : []));

it('the threat model names tests that are there', () => {
  const named = codesIn(text).filter((code) => code.startsWith('test/'));
  expect(named.length).toBeGreaterThan(30);
  expect([...new Set(named)].filter((path) => !existsSync(path))).toEqual([]);
});

it('the threat model has a test in every row, unless it says that nothing stops it', () => {
  const untested = rowsOf(text).filter(
    ([, , stops = '', test = '']) =>
      !test.startsWith('test') && !/`test\//.test(test) && !/^nothing\b/.test(stops),
  );
  expect(untested).toEqual([]);
});

it('the threat model has a row for every role that the permissions list', () => {
  const [, table = ''] =
    /<!-- permissions: npm run docs -->\n(.*?)\n\n/s.exec(readFileSync('docs/permissions.md', 'utf8')) ?? [];
  const roles = rowsOf(table)
    .slice(1)
    .flatMap(([who = '']) => (who.includes('`') ? codesIn(who) : [who.replace(/^\| /, '')]));
  const [, section = ''] = /### Roles\n(.*?)\n### /s.exec(text) ?? [];
  expect(roles.length).toBeGreaterThan(20);
  expect(roles.filter((role) => role !== 'every function' && !section.includes(role))).toEqual([]);
});
