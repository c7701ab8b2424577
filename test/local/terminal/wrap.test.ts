import { expect, it } from 'vitest';
import { cut, pad, wrap, wrapLines } from '../../../local/terminal/wrap';

it.each([
  ['fits in here', 12, ['fits in here']],
  ['is broken between words', 10, ['is broken', 'between', 'words']],
  ['https://example.com/long is whole', 10, ['https://example.com/long', 'is whole']],
  ['Why:     stays aligned', 15, ['Why:     stays', 'aligned']],
  ['  is indented', 20, ['  is indented']],
  ['東京 東京', 6, ['東京', '東京']],
  ['', 10, ['']],
])('wraps %j at %d columns', (text, columns, lines) => {
  expect(wrap(text, columns)).toEqual(lines);
});

it('wraps each line of a text by itself', () => {
  expect(wrapLines('The first line\n\nand another', 10)).toBe('The first\nline\n\nand\nanother');
});

it.each([
  ['sandbox', 7, 'sandbox'],
  ['sandbox-1', 7, 'sand...'],
  ['👍👍👍👍', 7, '👍👍...'],
  ['東京東京', 7, '東京...'],
])('cuts %j at %d columns', (text, columns, short) => {
  expect(cut(text, columns)).toBe(short);
});

it('pads by columns, not by characters', () => {
  expect([pad('東京', 6), pad('\u001b[31mred\u001b[39m', 5), pad('longer', 3)]).toEqual([
    '東京  ',
    '\u001b[31mred\u001b[39m  ',
    'longer',
  ]);
});
