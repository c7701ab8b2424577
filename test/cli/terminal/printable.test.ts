import { expect, it } from 'vitest';
import { printable } from '../../../cli/terminal/printable';

it.each([
  ['payments-prod', 'payments-prod'],
  ['Zürich 東京 👍', 'Zürich 東京 👍'],
  ['\u001b[2J\u001b[1A', '\\u001b[2J\\u001b[1A'],
  ['two\r\nlines', 'two\\u000d\\u000alines'],
  ['\u009b31m', '\\u009b31m'],
  ['right\u202eleft', 'right\\u202eleft'],
  ['line\u2028separator', 'line\\u2028separator'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
  ['half \ud800', 'half \\ud800'],
])('shows %j as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
