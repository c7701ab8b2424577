import { received } from './option-values';

/** A problem for each argument that is no option and no value of one, with the options that it is like, or all. */
export function describeUnknown(args: readonly string[], known: readonly string[]): string[] {
  const isValue = (argument: string, before = '') => !argument.startsWith('-') && /^-[^=]*$/.test(before);
  return args
    .filter((argument, index) => !isValue(argument, args[index - 1]))
    .map((argument) => {
      if (!argument.startsWith('-'))
        return `${received(argument)}: an argument without an option; allowed is none (npm needs -- before the options)`;
      const meant = mostAlike(argument.replace(/=.*/s, ''), known).join(', ');
      const hint = meant ? `did you mean ${meant}?` : `allowed are ${known.join(', ')}`;
      return `${received(argument)}: no such option, or one that takes no value; ${hint}`;
    });
}

/** The options that are nearest to it, at most three letters away and most of the letters the same. */
function mostAlike(option: string, known: readonly string[]): string[] {
  const away = known.map((name) => ({ name, letters: lettersBetween(option, name) }));
  const isAlike = ({ name, letters }: (typeof away)[number]) =>
    letters <= 3 && letters < 0.6 * (Math.max(option.length, name.length) - '--'.length);
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
