import { wrap, wrapLines } from './wrap';

/** How a person is asked: where questions are printed, and how their answers are waited for. */
export interface Asking {
  /** The next of these keys that is pressed. */
  key(keys: readonly string[]): Promise<string>;
  /** A line that is typed, after this question. */
  line(question: string): Promise<string>;
  print(text: string): void;
  /** In columns. */
  readonly width: number;
}

/** Keys that say no. */
export const no = ['n', 'N', '\r', '\n'];

/** Asks a question; everything but y is a no. */
export async function isYes(question: string, { key, print, width }: Asking): Promise<boolean> {
  // The answers stay together.
  print(wrapLines(`${question} y,\u00a0N`, width).replaceAll('\u00a0', ' '));
  return (await key(['y', 'Y', ...no])).toLowerCase() === 'y';
}

/** Two columns in, and what does not fit on the line further in. */
export const indented = (text: string, width: number) => `  ${wrap(text, width - 6).join('\n      ')}`;
