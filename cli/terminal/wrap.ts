import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** The text, filled up with spaces to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** The text, cut to a number of columns with `...` where it is longer. */
export function cut(text: string, columns: number): string {
  return stringWidth(text) <= columns ? text : `${sliceAnsi(text, 0, columns - 3)}...`;
}

/** Text of several lines, each of them wrapped. */
export function wrapLines(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrap(line, columns))
    .join('\n');
}

/**
 * One line of text as lines of at most so many columns. A word that is longer stays whole, so that IDs, ARNs and
 * links can be copied.
 */
export function wrap(text: string, columns: number): string[] {
  const [first = '', ...others] = wrapAnsi(text, columns, { trim: false }).split('\n');
  const lines = [first.trimEnd(), ...others.map((line) => line.trim())].filter(Boolean);
  return lines.length > 0 ? lines : [''];
}
