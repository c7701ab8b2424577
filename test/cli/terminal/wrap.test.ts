import { expect, it } from 'vitest';
import { labelled, wrap } from '../../../cli/terminal/wrap';

it.each([
  ['a line that is exactly full, and a word that is too long', '1\u00a0password, 1\u00a0MFA\u00a0device', 11],
  ['a word that is too long first', ' 1\u00a0signing\u00a0certificate', 11],
])('leaves no empty line after %s', (_, text, columns) => {
  expect(wrap(text, columns)).toEqual(text.trim().split(/ /));
});

it('keeps a line that is empty', () => {
  expect(wrap('', 11)).toEqual(['']);
});

it('indents what is beside a label, as wide as the rest of the lines', () => {
  expect(labelled('Report', 'one and two and three', 24)).toEqual([
    'Report       one and two',
    '             and three',
  ]);
});

it('takes away the spaces at which a line was wrapped, but not those that a text begins with', () => {
  expect(wrap('  one   two', 6)).toEqual(['  one', 'two']);
});
