import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Document, readDocument, readDocuments } from './documents';

const documents = readDocuments();
const byPath = new Map(documents.map((document) => [document.path, document]));
const translations = documents.filter(({ path }) => originalOf(path) !== undefined);

describe('the Japanese documents', () => {
  it('are the README, and what an operator needs first', () => {
    expect(translations.map(({ path }) => path).sort()).toEqual([
      'README.ja.md',
      'docs/ja/approving.md',
      'docs/ja/deploying.md',
      'docs/ja/without-deploying.md',
    ]);
  });

  it.each(translations.map((document) => [document.path, document] as const))(
    '%s: has the headings, commands, options and links of the English one',
    (path, translation) => {
      const original = byPath.get(originalOf(path) ?? '');
      expect(original).toBeDefined();
      if (original) expect(partsOf(translation)).toEqual(partsIn(translation, original));
    },
  );

  const english = [
    '# One\n\n## Two\n\n`--purge` [c](docs/approving.md) ![d](docs/a.png)',
    '```sh\nnpm ci    # c\n```',
  ].join('\n\n');
  it.each([
    [
      'all of it',
      '# 一\n\n## 二\n\n![ニ](docs/a.png) [ハ](docs/ja/approving.md) `--purge`',
      'npm ci  # 注',
      true,
    ],
    ['no second heading', '# 一\n\n![ニ](docs/a.png) [ハ](docs/ja/approving.md) `--purge`', 'npm ci', false],
    [
      'another option',
      '# 一\n\n## 二\n\n![ニ](docs/a.png) [ハ](docs/ja/approving.md) `--list`',
      'npm ci',
      false,
    ],
    [
      'a link to the English',
      '# 一\n\n## 二\n\n![ニ](docs/a.png) [ハ](docs/approving.md) `--purge`',
      'npm ci',
      false,
    ],
    [
      'another command',
      '# 一\n\n## 二\n\n![ニ](docs/a.png) [ハ](docs/ja/approving.md) `--purge`',
      'npm i',
      false,
    ],
  ])('are compared: %s', (_what, text, command, same) => {
    const translation = readDocument('README.ja.md', `${text}\n\n\`\`\`sh\n${command}\n\`\`\``);
    const expected = partsIn(translation, readDocument('README.md', english));
    expect(JSON.stringify(partsOf(translation)) === JSON.stringify(expected)).toBe(same);
  });
});

/** The path of the English document of which the one at this path is the translation. */
function originalOf(path: string): string | undefined {
  if (/\.ja\.md$/.test(path)) return path.replace('.ja.md', '.md');
  return path.startsWith('docs/ja/') ? path.replace('docs/ja/', 'docs/') : undefined;
}

/** The same document in the other language, where there is one. */
const counterpartOf = (path: string) =>
  originalOf(path) ?? translations.find((translation) => originalOf(translation.path) === path)?.path;

/** What a translation must have as the original has it: comments of commands may be in the other language. */
function partsOf(document: Document) {
  return {
    depths: document.depths,
    commands: document.lines.map((line) => line.replace(/\s+#.*$/, '')),
    codes: [...new Set(document.codes)].sort(),
    links: document.links.map((link) => targetOf(document, link)).sort(),
  };
}

/** What a translation of this document must have. */
function partsIn(translation: Document, original: Document) {
  const links = original.links.map((link) => inTheOther(targetOf(original, link), translation)).sort();
  return { ...partsOf(original), links };
}

/** A link as a path from the project's root, with its anchor. */
function targetOf({ path }: Document, link: string): string {
  if (/^[a-z]+:/.test(link)) return link;
  return link.startsWith('#') ? path + link : normalize(join(dirname(path), link));
}

/** Where the same link leads in the other language: anchors are those of the heading in the same place. */
function inTheOther(target: string, translation: Document): string {
  const [path = '', anchor] = target.split('#');
  const other = counterpartOf(path);
  if (other === undefined) return target;
  if (anchor === undefined) return other;
  const to = other === translation.path ? translation : byPath.get(other);
  return `${other}#${to?.anchors[byPath.get(path)?.anchors.indexOf(anchor) ?? -1]}`;
}
