import { describe, expect, it } from 'vitest';
import { oneLine, visibleText } from '../../../lambdas/report/visible-text';

describe('visibleText', () => {
  it.each([
    ['control characters', 'a\u0000\u001b\u0085', 'a\uFFFD\uFFFD\uFFFD'],
    ['what turns text around', '\u202Ea\u2066\u200F', '\uFFFDa\uFFFD\uFFFD'],
    ['what takes no space', 'a\u200B\uFEFF\u2028', 'a\uFFFD\uFFFD\uFFFD'],
  ])('shows %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it.each(['line\n\tends', 'می\u200Cخواهم', 'क्\u200Dष', '日本 ñ 🙂', ''])(
    'leaves alone what is written: %j',
    (text) => {
      expect(visibleText(text)).toBe(text);
    },
  );
});

describe('oneLine', () => {
  it('joins lines and shortens', () => {
    expect([oneLine(' a\r\n b\t', 10), oneLine('abc', 3), oneLine('abcd', 3)]).toEqual([
      'a b',
      'abc',
      'abc…',
    ]);
  });
});
