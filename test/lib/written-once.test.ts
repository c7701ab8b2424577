import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';

describe.each(['purge-workflow', 'privileged-tasks'])('%s.asl.yaml', (name) => {
  const text = readFileSync(new URL(`../../lib/${name}/${name}.asl.yaml`, import.meta.url), 'utf8');
  const document = parseDocument(text);

  it('is valid YAML, without a warning', () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
  });

  it('says every retry policy once', () => {
    const writtenOut: string[] = [];
    visit(document, {
      Pair(_, { key, value }) {
        if (isScalar(key) && key.value === 'Retry' && isSeq(value))
          writtenOut.push(...value.items.filter(isMap).map((retrier) => JSON.stringify(retrier)));
      },
    });
    expect(writtenOut.length).toBeGreaterThan(5);
    expect(writtenOut.filter((retrier, index) => writtenOut.indexOf(retrier) < index)).toEqual([]);
  });

  it('names nothing that is not written a second time', () => {
    const names: string[] = [];
    const meantAgain = new Set<string>();
    visit(document, {
      Node(_, node) {
        if (isAlias(node)) meantAgain.add(node.source);
        else if (node.anchor) names.push(node.anchor);
      },
    });
    expect(names).toContain('anyFault');
    expect(names.filter((anchor) => !meantAgain.has(anchor))).toEqual([]);
  });

  it('has JSONata in one piece, over however many lines it is written', () => {
    const expressions: string[] = [];
    visit(document, {
      Scalar(_, { value }) {
        if (typeof value === 'string' && /\{%|%\}/.test(value)) expressions.push(value);
      },
    });
    expect(expressions.length).toBeGreaterThan(50);
    expect(expressions.filter((expression) => !/^\{% .* %\}$/.test(expression))).toEqual([]);
  });
});
