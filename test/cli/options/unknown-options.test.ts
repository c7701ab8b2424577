import { expect, it } from 'vitest';
import { describeUnknown } from '../../../cli/options/unknown-options';

const known = ['--accounts', '--approval-timeout', '--audit', '--folder', '--last', '--list', '--name'];

it.each([
  ['--nam', ['--name']],
  ['--name2=abcdefghijk', ['--name']],
  ['--nam=a\nbcdefghijk', ['--name']],
  ['--list', ['--list']],
  ['--lisst', ['--list']],
  ['--lit', ['--list']],
  ['--tsil', []],
  ['--timeout', []],
  ['--------list', []],
  ['--ist', ['--list']],
  ['--lasst', ['--last']],
  ['--lost', ['--last', '--list']],
  ['--accou', ['--accounts']],
  ['--accoxxxs', ['--accounts']],
  // Three of five letters: most are other ones.
  ['--auxyz', []],
  ['--approval-tixxxut', ['--approval-timeout']],
  ['--approval-tixxxxt', []],
])('takes %j for a slip of %j', (given, meant) => {
  const hint = meant.length > 0 ? `did you mean ${meant.join(', ')}?` : `allowed are ${known.join(', ')}`;
  const [problem, ...others] = describeUnknown([given], known);
  expect(others).toEqual([]);
  expect(problem?.split('; ')).toEqual([
    expect.stringMatching(/^"--.*: no such option, or one that takes/),
    hint,
  ]);
});

const problemsOf = (...args: string[]) => describeUnknown(args, known).map((text) => text.split(':')[0]);

it('leaves out what may be the value of an option that it does not know', () => {
  expect(problemsOf('--colour', 'red')).toEqual(['"--colour"']);
  expect(problemsOf('--colour', 'red-')).toEqual(['"--colour"']);
  expect(problemsOf('--colour', 'red', 'blue')).toEqual(['"--colour"', '"blue"']);
  expect(problemsOf('--colour=red', 'blue')).toEqual(['"--colour=red"', '"blue"']);
  expect(problemsOf('dark-red', 'blue')).toEqual(['"dark-red"', '"blue"']);
  expect(problemsOf('--colour', '--red')).toEqual(['"--colour"', '"--red"']);
});

it('says of an argument without an option that npm may have taken the option away', () => {
  expect(describeUnknown(['red'], known)).toEqual([
    '"red": an argument without an option; allowed is none (npm needs -- before the options)',
  ]);
});
