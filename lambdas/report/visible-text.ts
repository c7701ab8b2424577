/**
 * Control characters but for line feed and tab, and what turns or hides text: marks, embeddings, overrides and
 * isolates of the bidirectional algorithm, zero-width spaces, line and paragraph separators. Zero-width joiners stay:
 * Persian and Indic names need them.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const invisible = /(?![\n\t])\p{Cc}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

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
