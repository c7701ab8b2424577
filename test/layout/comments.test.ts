import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { readSources } from './imports';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Something that a file exports: its comment, which may be empty, and what it declares. */
interface Exported {
  readonly place: string;
  readonly comment: string;
  readonly declared: Node;
}

function exportedBy(file: string, text: string): Exported[] {
  const { program, comments } = parseSync(file, text);
  return program.body.flatMap(({ type, start, ...statement }) => {
    const declared = 'declaration' in statement && (statement.declaration as unknown as Node | null);
    if (type !== 'ExportNamedDeclaration' || !declared) return [];
    const above = comments.findLast(({ end }) => end <= start && text.slice(end, start).trim() === '');
    const [name] = /\w+/.exec(text.slice(start).replace(nameless, '')) ?? [];
    return [{ place: `${file}: ${name}`, comment: above?.value ?? '', declared }];
  });
}

const nameless = /^export (async |abstract |function\*? |const |class |interface |type |enum )+/;

/** The type beside a schema of the same name has that one's comment; what a handler does, its file says. */
const isSaidBeside = ({ place, declared }: Exported, all: readonly Exported[]) =>
  place.endsWith(': handler') ||
  (declared.type === 'TSTypeAliasDeclaration' &&
    all.some((other) => other.place === place && other.comment !== ''));

/** Whether something has a `throw` of its own making, outside of functions within it. */
function throwsItself(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(throwsItself);
  if (typeof node !== 'object' || node === null) return false;
  const { type = '', argument } = node as Partial<Node>;
  if (type === 'ThrowStatement') return (argument as Node).type !== 'Identifier';
  return !/Function|Class|TryStatement/.test(type) && Object.values(node).some(throwsItself);
}

describe('the comment of what is exported', () => {
  const exported = Object.entries(
    readSources(['bin', 'lib', 'lambdas', 'cli', 'local-aws', 'bench', 'package']),
  ).flatMap(([file, text]) => exportedBy(file, text));

  it('is there', () => {
    const without = exported.filter((each) => !each.comment && !isSaidBeside(each, exported));
    expect(without.map(({ place }) => place)).toEqual([]);
  });

  it('begins with no word for something that stands elsewhere', () => {
    const leaning = exported.filter(({ comment }) =>
      /^[\s*]*(The same|Likewise|It|They|As above)\b/.test(comment),
    );
    expect(leaning.map(({ place }) => place)).toEqual([]);
  });

  it('says with @throws that a function throws', () => {
    const silent = exported.filter(
      ({ comment, declared }) => throwsItself(declared.body) && !comment.includes('@throws'),
    );
    expect(silent.map(({ place }) => place)).toEqual([]);
  });
});
