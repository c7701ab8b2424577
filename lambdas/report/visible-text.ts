/**
 * Control characters but for line feed and tab, and what turns or hides text: marks, embeddings, overrides and
 * isolates of the bidirectional algorithm, zero-width spaces, line and paragraph separators. Zero-width joiners stay:
 * Persian and Indic names need them.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const invisible = /(?![\n\t])\p{Cc}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** Letters that show as nothing, and the symbol of Braille that has no dot. */
const blank = '\u115F\u1160\u3164\uFFA0\u2800';
const visible = new RegExp(`(?![${blank}])[\\p{L}\\p{N}\\p{P}\\p{S}]`, 'u');

/** Whether there is anything in a text that a reader could see. */
export const hasVisibleText = (text: string): boolean => visible.test(text);

/** A text with a replacement character (U+FFFD) for everything that a reader could not see. */
export function visibleText(text: string): string {
  return text.replace(invisible, '\uFFFD');
}

/**
 * A text on one line, shortened to `length` characters, with a replacement character (U+FFFD) for everything that a
 * reader could not see: for mail and CSV, where a line end means something.
 */
export function oneLine(text: string, length: number): string {
  const line = visibleText(text.replace(/\s+/g, ' ').trim());
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
