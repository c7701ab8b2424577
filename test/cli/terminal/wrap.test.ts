import { expect, it } from 'vitest';
import { wrap } from '../../../cli/terminal/wrap';

it.each([
  ['a line that is exactly full, and a word that is too long', '1\u00a0password, 1\u00a0MFA\u00a0device', 11],
  ['a word that is too long first', ' 1\u00a0signing\u00a0certificate', 11],
])('leaves no empty line after %s', (_, text, columns) => {
  expect(wrap(text, columns)).toEqual(text.trim().split(/ /));
});

it('keeps a line that is empty', () => {
  expect(wrap('', 11)).toEqual(['']);
});
