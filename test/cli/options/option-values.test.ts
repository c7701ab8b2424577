import { expect, it } from 'vitest';
import {
  type Given,
  readChoice,
  readTextOption,
  readWholeNumber,
  received,
} from '../../../cli/options/option-values';

/** What was read, and what was wrong. */
function reading<T>(read: (problems: string[]) => T): [T, string[]] {
  const problems: string[] = [];
  return [read(problems), problems];
}

it.each<[Given, number | undefined]>([
  ['2', 2],
  ['10', 10],
  ['010', 10],
  ['1', undefined],
  ['11', undefined],
  ['-3', undefined],
  ['3.5', undefined],
  ['3x', undefined],
  ['', undefined],
  [true, undefined],
])('takes for a whole number from 2 to 10: %j', (given, number) => {
  const [read, problems] = reading((all) => readWholeNumber(all, '--accounts', given, 2, 10));
  const refused = `--accounts: received ${received(given)}; allowed is a whole number from 2 to 10`;
  expect(problems).toEqual(number === undefined ? [refused] : []);
  if (number !== undefined) expect(read).toBe(number);
});

it.each<[Given, string, boolean]>([
  ['ask', 'ask', true],
  ['all', 'all', true],
  ['al', 'ask', false],
  [true, 'ask', false],
])('takes of two choices: %j', (given, choice, allowed) => {
  const refused = `--approve: received ${received(given)}; allowed is one of ask, all`;
  expect(reading((all) => readChoice(all, '--approve', given, ['ask', 'all']))).toEqual([
    choice,
    allowed ? [] : [refused],
  ]);
});

it.each<[Given, RegExp | undefined, string]>([
  ['x', undefined, 'x'],
  ['', undefined, ''],
  [true, undefined, ''],
  ['aa', /^a+$/, 'aa'],
  ['ab', /^a+$/, ''],
])('takes for a text: %j, where it is to match %s', (given, pattern, text) => {
  const refused = `--region: received ${received(given)}; allowed is a text`;
  expect(reading((all) => readTextOption(all, '--region', given, 'a text', pattern))).toEqual([
    text,
    text ? [] : [refused],
  ]);
});

it.each<[Given, string]>([
  [true, 'nothing'],
  ['', '""'],
  ['a\u0007', '"a\\u0007"'],
  ['x'.repeat(60), `"${'x'.repeat(60)}"`],
  ['x'.repeat(61), `"${'x'.repeat(60)}..."`],
])('says what was received of %j', (given, text) => {
  expect(received(given)).toBe(text);
});
