import { printable } from '../terminal/printable';

/** What commander gives for an option: text, or `true` where the value is missing. */
export type Given = string | true;

/** The whole number that an option brings; `problems` is told of anything else. */
export function readWholeNumber(
  problems: string[],
  name: string,
  given: Given,
  min: number,
  max: number,
): number {
  const number = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(number >= min && number <= max)) {
    problems.push(`${name}: received ${received(given)}; allowed is a whole number from ${min} to ${max}`);
  }
  return number;
}

/** The one of `choices` that an option brings; `problems` is told of anything else, and the first choice stands for it. */
export function readChoice<Choice extends string>(
  problems: string[],
  name: string,
  given: Given,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const choice = choices.find((candidate) => candidate === given);
  if (!choice) problems.push(`${name}: received ${received(given)}; allowed is one of ${choices.join(', ')}`);
  return choice ?? choices[0];
}

/** What a text has to match, or how that is told. */
export type Suits = RegExp | ((text: string) => boolean);

/** The text that an option brings, which suits or, by default, is not empty; `problems` is told of anything else. */
export function readTextOption(
  problems: string[],
  name: string,
  given: Given,
  allowed: string,
  suits: Suits = /./,
): string {
  const isSuitable = (text: string) => (suits instanceof RegExp ? suits.test(text) : suits(text));
  if (typeof given === 'string' && isSuitable(given)) return given;
  problems.push(`${name}: received ${received(given)}; allowed is ${allowed}`);
  return '';
}

/** What an option was given, in quotes, at most 60 characters of it; or the word `nothing`. */
export function received(given: Given): string {
  if (given === true) return 'nothing';
  return `"${printable(given.length > 60 ? `${given.slice(0, 60)}...` : given)}"`;
}
