/** Controls, invisible format characters (those that turn the direction of text too), line separators, half characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The text on one line, with every character that could move the cursor, recolour the terminal or reorder the line
 * shown as an escape, for instance `\u001b`. For whatever was not written here: names, error messages, arguments.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** An account for a person, for instance `111122223333 (payments)`. */
export function named(accountId: string, name: string): string {
  return name ? `${accountId} (${printable(name)})` : accountId;
}
