import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Document, readDocument, readDocuments } from './documents';

const documents = readDocuments();
const byPath = new Map(documents.map((document) => [document.path, document]));

describe('the links of the documents', () => {
  it.each(documents.map((document) => [document.path, document] as const))(
    '%s: lead somewhere',
    (_path, document) => {
      expect(document.links.flatMap((link) => whatIsWrong(document, link))).toEqual([]);
    },
  );

  it.each([
    ['[a](docs/missing.md)', ['docs/missing.md: there is no such file']],
    ['[a](docs/deploying.md#missing)', ['docs/deploying.md#missing: there is no such heading']],
    ['# One\n[a](#one) [b](#two)', ['#two: there is no such heading']],
    ['![a](docs/screenshots/missing.png)', ['docs/screenshots/missing.png: there is no such file']],
    ['[a](http://example.com)', ['http://example.com: not https']],
    ['[a](https://example.com) [b](docs)', []],
  ])('would be found out: %s', (text, problems) => {
    const document = readDocument('README.md', text);
    expect(document.links.flatMap((link) => whatIsWrong(document, link))).toEqual(problems);
  });
});

it('lead from the README to every document', () => {
  const linked = byPath.get('README.md')?.links.map((link) => link.split('#')[0]);
  const all = [...byPath.keys()].filter((path) => /^docs\/[^/]+\.md$/.test(path));
  expect(all.filter((path) => !linked?.includes(path))).toEqual([]);
});

function whatIsWrong(from: Document, link: string): string[] {
  if (/^https:|^mailto:/.test(link)) return [];
  if (/^[a-z]+:/.test(link)) return [`${link}: not https`];
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from.path : normalize(join(dirname(from.path), file));
  if (!existsSync(path)) return [`${link}: there is no such file`];
  if (anchor === undefined) return [];
  const to = path === from.path ? from : byPath.get(path);
  return to?.anchors.includes(anchor) ? [] : [`${link}: there is no such heading`];
}
