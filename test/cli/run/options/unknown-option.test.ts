import { expect, it } from 'vitest';
import { parseOptions } from '../../../../cli/run/options/options';

const parse = (...argv: string[]) => parseOptions(argv, { interactive: false, readFile: () => '' });

const hint = 'npm start -- --help shows the options.';

it('says which option was meant, and nothing of its value', () => {
  expect(() => parse('--acounts', '3', '--faults', 'reset')).toThrow(
    `Nothing was started, because of:
  "--acounts": no such option, or one that takes no value; did you mean --accounts?
${hint}`,
  );
});

it('names an argument that is no value of an option, either', () => {
  expect(() => parse('2', '--acounts', '3', '4')).toThrow(
    `Nothing was started, because of:
  "2": an argument without an option; allowed is none (npm needs -- before the options)
  "--acounts": no such option, or one that takes no value; did you mean --accounts?
  "4": an argument without an option; allowed is none (npm needs -- before the options)
${hint}`,
  );
});

it('says which option was meant where its value is joined to it', () => {
  expect(() => parse('--acounts=3')).toThrow(
    '"--acounts=3": no such option, or one that takes no value; did',
  );
});

it('lists the options where none is like it', () => {
  expect(() => parse('--bucket=a', 'b')).toThrow(
    /"--bucket=a": no such option, .*; allowed are --input, --list, .*, --cloud\n {2}"b": an argument without/,
  );
});
