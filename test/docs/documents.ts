import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { marked, type Token } from 'marked';

/** A Markdown file of the project, and what of it can be wrong. */
export interface Document {
  /** From the project's root, for instance `docs/deploying.md`. */
  readonly path: string;
  /** What a link may name after `#`, as GitHub makes it of the headings. */
  readonly anchors: readonly string[];
  /** How deep each of its headings is, 1 to 6, in the order of `anchors`. */
  readonly depths: readonly number[];
  /** The addresses of its links and pictures. */
  readonly links: readonly string[];
  /** What is to be typed into a shell: a line each, of the blocks that are marked `sh`. */
  readonly lines: readonly string[];
  /** What is set as code within a sentence. */
  readonly codes: readonly string[];
}

/** Every Markdown file of the project. */
export function readDocuments(): Document[] {
  return markdownBelow('.').map((path) => readDocument(path, readFileSync(path, 'utf8')));
}

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : markdownBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const notOurs = new Set(['node_modules', '.git', 'cdk.out', '.root-purge', 'dist', 'coverage', 'report']);

/** A document of this text. */
export function readDocument(path: string, text: string): Document {
  const tokens: Token[] = [];
  marked.walkTokens(marked.lexer(text), (token) => {
    tokens.push(token);
  });
  const slugs = new GithubSlugger();
  return {
    path,
    anchors: tokens.flatMap((token) => (token.type === 'heading' ? [slugs.slug(plain(token))] : [])),
    depths: tokens.flatMap((token) => (token.type === 'heading' ? [Number(token.depth)] : [])),
    links: tokens.flatMap((token) =>
      token.type === 'link' || token.type === 'image' ? [String(token.href)] : [],
    ),
    lines: tokens.flatMap((token) =>
      token.type === 'code' && token.lang === 'sh' ? typed(String(token.text)) : [],
    ),
    codes: tokens.flatMap((token) => (token.type === 'codespan' ? [String(token.text)] : [])),
  };
}

/** A heading as it is read, without its marks. */
function plain(token: Token): string {
  if ('tokens' in token && token.tokens) return token.tokens.map(plain).join('');
  return 'text' in token ? String(token.text) : '';
}

/** The lines of a block, continued ones put together. */
const typed = (block: string) =>
  block
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
