/** A small seeded source of randomness: the same seed gives the same values in the same order. */
export interface Random {
  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  /** `length` characters of the alphabet. */
  text(length: number, alphabet: string): string;
  shuffle<T>(values: readonly T[]): T[];
}

/** The alphabet of the IDs of AWS Organizations (`o-…`, `ou-…`). */
export const LOWER_CASE_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** The alphabet of AWS's unique IDs (`AKIA…`, `AIDA…`). */
export const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Makes a source of randomness from any mix of numbers and words. */
export function createRandom(...seed: (number | string)[]): Random {
  const next = mulberry32(hash(seed.join('/')));
  const integer = (minimum: number, maximum: number) =>
    minimum + Math.floor(next() * (maximum - minimum + 1));
  return {
    integer,
    pick: (values) => values[integer(0, values.length - 1)] ?? values[0],
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(integer(0, alphabet.length - 1))).join(''),
    shuffle: (values) =>
      values
        .map((value) => ({ value, rank: next() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ value }) => value),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  return [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619), 2166136261) >>> 0;
}

/** Tommy Ettinger's mulberry32: numbers from 0 up to, not including, 1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
