import { describe, expect, it } from 'vitest';
import { inputProblems, readEvent, readJsonOption, readList } from '../../../cli/options/file-options';
import type { Given } from '../../../cli/options/option-values';
import { problem } from '../../../lambdas/input/input-problems';
import { InvalidInputError } from '../../../lambdas/skeleton/errors';

const event = { source: 'aws.organizations', detail: {} };
const files: Record<string, string> = {
  accounts: '111122223333 # payments\n',
  typo: '11112222333\n',
  event: JSON.stringify(event),
  'without-source': JSON.stringify({ detail: {} }),
  'without-detail': JSON.stringify({ source: 'aws.organizations', detail: 'none' }),
  text: '"a text"',
  input: '{"mode":"audit"}',
};
function readFile(path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT: no such file, open '${path}\u0007'`);
  return text;
}

/** What was read, and what was wrong. */
function reading<T>(read: (problems: string[]) => T): [T, string[]] {
  const problems: string[] = [];
  return [read(problems), problems];
}

describe('--list', () => {
  const missing = 'allowed is the path of a file of account IDs';
  it.each<[Given, string, string | undefined]>([
    ['accounts', files.accounts ?? '', undefined],
    ['typo', files.typo ?? '', '--list: '],
    ['nowhere', '', `--list: "nowhere" cannot be read (ENOENT: no such file, open 'nowhere\\u0007')`],
    ['', '', `--list: received ""; ${missing}`],
    [true, '', `--list: received nothing; ${missing}`],
  ])('reads %j', (given, text, problem) => {
    expect(reading((problems) => readList(problems, given, readFile))).toEqual([
      { path: given === true ? '' : given, text },
      problem === undefined ? [] : [expect.stringContaining(problem)],
    ]);
  });
});

describe('--event', () => {
  it.each<[Given, string | undefined]>([
    ['event', undefined],
    ['without-source', 'has a source (a text) and a detail (an object)'],
    ['without-detail', 'has a source (a text) and a detail (an object)'],
    ['text', 'has a source (a text) and a detail (an object)'],
    ['accounts', 'it cannot be read (Unexpected'],
    ['nowhere', "it cannot be read (ENOENT: no such file, open 'nowhere\\u0007')"],
    ['', 'allowed is the path of a file with an EventBridge event'],
    [true, 'allowed is the path of a file with an EventBridge event'],
  ])('reads %j', (given, problem) => {
    expect(reading((problems) => readEvent(problems, given, readFile))).toEqual([
      problem === undefined ? event : {},
      problem === undefined ? [] : [expect.stringContaining(problem)],
    ]);
  });
});

describe('--input', () => {
  it.each<[Given, string | undefined]>([
    ['{"mode":"audit"}', undefined],
    ['@input', undefined],
    ['@nowhere', "ENOENT: no such file, open 'nowhere\\u0007'"],
    ['@', 'there is nothing to read'],
    ['', 'there is nothing to read'],
    [true, 'there is nothing to read'],
    ['[]', 'it is an array'],
    ['null', 'it is null'],
    ['7', 'it is a number'],
    ['{', 'Expected'],
  ])('reads %j', (given, why) => {
    expect(reading((problems) => readJsonOption(problems, '--input', given, 'JSON', readFile))).toEqual([
      why === undefined ? { mode: 'audit' } : {},
      why === undefined ? [] : [expect.stringMatching(/^--input: received .*; allowed is JSON \(.*\)$/)],
    ]);
    const [, [problem = '']] = reading((problems) =>
      readJsonOption(problems, '--input', given, 'JSON', readFile),
    );
    expect(problem).toContain(why ?? '');
  });

  it('says what the app finds wrong with it', () => {
    const refuse = () => {
      throw new InvalidInputError([problem('mode', 'x\u0007', 'purge')]);
    };
    const [input, problems] = reading((all) =>
      readJsonOption(all, '--input', '{"mode":"x"}', 'JSON', readFile, refuse),
    );
    expect(input).toEqual({ mode: 'x' });
    expect(problems).toEqual([expect.stringMatching(/^--input: mode: received .*; allowed: purge$/)]);
  });
});

it('passes on what is no problem of an input', () => {
  const fail = () => {
    throw new TypeError('A mistake');
  };
  expect(() => inputProblems('--list', fail)).toThrow('A mistake');
});
