/** The names that are nearest to a word, at most three letters away and most of the letters the same. */
export function mostAlike(word: string, known: readonly string[]): string[] {
  const dashes = word.startsWith('--') ? 2 : 0;
  const away = known.map((name) => ({ name, letters: lettersBetween(word, name) }));
  const isAlike = ({ name, letters }: (typeof away)[number]) =>
    letters <= 3 && letters < 0.6 * (Math.max(word.length, name.length) - dashes);
  const nearest = Math.min(...away.filter(isAlike).map(({ letters }) => letters));
  return away.filter(({ letters }) => letters === nearest).map(({ name }) => name);
}

/** How many letters have to be changed, added or left out to make one word of the other (Levenshtein distance). */
function lettersBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const letter of one) {
    const next = [(row[0] ?? 0) + 1];
    for (const [column, theirs] of [...other].entries())
      next.push(
        1 +
          Math.min(row[column + 1] ?? 0, next[column] ?? 0, (row[column] ?? 0) - (letter === theirs ? 1 : 0)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
