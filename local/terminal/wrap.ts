import { stripVTControlCharacters } from 'node:util';

/** Chinese, Japanese and Korean characters take two columns. Pictographs do too, but count as two code units anyway. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** Columns that a text takes in a terminal; colours take none. */
export function columnsOf(text: string): number {
  const plain = stripVTControlCharacters(text);
  return plain.length + (plain.match(wide)?.length ?? 0);
}

/** The text, filled up with spaces to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** The text, cut to a number of columns with `...` where it is longer. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const characters = [...text];
  while (columnsOf(characters.join('')) > columns - 3) characters.pop();
  return `${characters.join('')}...`;
}

/**
 * One line of text as lines of at most so many columns, broken at single spaces, so that aligned text stays aligned.
 * A word that is longer stays whole, so that IDs, ARNs and links can be copied.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && columnsOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line ?? ''];
}
