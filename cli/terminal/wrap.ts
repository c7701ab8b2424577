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

/** Paragraphs, wherever their lines end, as lines of so many columns; lines that begin with a space stay as they are. */
export function reflow(text: string, columns: number): string {
  return text.replace(/^\S.*(?:\n\S.*)*/gm, (paragraph) =>
    wrap(paragraph.replaceAll('\n', ' '), columns).join('\n'),
  );
}

/** One line of text as lines of so many columns; a longer word, as an ARN or a link, stays whole to be copied. */
export function wrap(text: string, columns: number): string[] {
  const [first = '', ...others] = wrapAnsi(text, columns, { trim: false }).split('\n');
  const lines = [first.trimEnd(), ...others.map((line) => line.trim())].filter(Boolean);
  return lines.length > 0 ? lines : [''];
}

const labelColumns = 13;

/** A label, and beside it the text, wrapped. */
export function labelled(label: string, text: string, width: number): string[] {
  return labelledLines(label, wrap(text, width - labelColumns));
}

/** A label, and beside it lines that stay whole, so that they can be copied. */
export function labelledLines(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => pad(index === 0 ? label : '', labelColumns) + line);
}
