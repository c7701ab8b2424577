import { expect, it } from 'vitest';
import { UsageError } from '../../../../cli/options/usage-error';
import { HelpRequestedError, parseOptions } from '../../../../cli/run/options/options';

const files: Record<string, string> = {
  'input.json': '{"mode":"audit"}',
  'array.json': '[]',
  'account_id.list': '111122223333\r\n# comment\n',
  'event.json': '{"source":"aws.organizations","detail":{}}',
  'no-event.json': '{"source":"aws.organizations"}',
  'bad.list': '111122223333\n4444\n',
  'task.json': JSON.stringify({
    task: 'delete-bucket-policy',
    account: '111122223333',
    bucket: 'logs',
    reason: 'Locked',
  }),
};

function readFile(path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
  return text;
}

const parse = (...argv: string[]) => parseOptions(argv, { interactive: false, readFile });

function problemsOf(argv: string[]): readonly string[] {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

const organization = { kind: 'simulated', accounts: 12, seed: 1, trouble: false, latency: 0 };
const approval = { approve: 'all', approveIsDefault: true };
const defaults = {
  organization,
  work: { kind: 'purge', input: {}, list: undefined },
  approval,
  concurrency: undefined,
  failOn: [],
  folder: '.root-purge',
  display: { json: false, color: true },
};

it('has a default for every option', () => {
  expect(parse()).toEqual(defaults);
});

it('asks by default where a person is at the terminal', () => {
  expect(parseOptions([], { interactive: true, readFile })).toEqual({
    ...defaults,
    approval: { ...approval, approve: 'ask' },
  });
});

it('takes what was said about approval, in a terminal too', () => {
  expect(parseOptions(['--approve', 'all'], { interactive: true, readFile })).toEqual({
    ...defaults,
    approval: { ...approval, approveIsDefault: false },
  });
});

it.each(['allow-password-recovery', 'delete-bucket-policy', 'delete-queue-policy'])(
  'takes the task %s by its name',
  (task) => {
    expect(parse('--task', task)).toEqual({ ...defaults, work: { kind: 'task', task } });
  },
);

it.each([files['task.json'] ?? '', '@task.json'])('takes the input of a task: %s', (given) => {
  const task = { task: 'delete-bucket-policy', account: '111122223333', bucket: 'logs', reason: 'Locked' };
  expect(parse('--task', given)).toEqual({ ...defaults, work: { kind: 'task', task } });
});

it('reads an event', () => {
  expect(parse('--event', 'event.json')).toEqual({
    ...defaults,
    work: { kind: 'event', event: { source: 'aws.organizations', detail: {} } },
  });
});

it('reads every option', () => {
  const argv =
    '--accounts 100000 --seed=4294967295 --trouble --list account_id.list --approve none --latency 60000 --concurrency 10000 --folder /tmp/runs --json --no-color';
  expect(parse(...argv.split(' '), '--input', '{"accounts":["111122223333"]}')).toEqual({
    organization: {
      kind: 'simulated',
      accounts: 100_000,
      seed: 4_294_967_295,
      trouble: true,
      latency: 60_000,
    },
    work: {
      kind: 'purge',
      input: { accounts: ['111122223333'] },
      list: { path: 'account_id.list', text: '111122223333\r\n# comment\n' },
    },
    approval: { approve: 'none', approveIsDefault: false },
    concurrency: 10_000,
    failOn: [],
    folder: '/tmp/runs',
    display: { json: true, color: false },
  });
});

it('reads the execution input from a file', () => {
  expect(parse('--input', '@input.json').work).toEqual({ kind: 'purge', input: { mode: 'audit' } });
});

const accounts = (received: string) =>
  `--accounts: received ${received}; allowed is a whole number from 1 to 100000`;
const input = (received: string, why: string | RegExp) =>
  `--input: received ${received}; allowed is a JSON object, or @ and the path of a file with one (${why})`;

it.each<[string, string[], string]>([
  ['zero accounts', ['--accounts', '0'], accounts('"0"')],
  ['too many accounts', ['--accounts', '100001'], accounts('"100001"')],
  ['a fraction', ['--accounts', '1.5'], accounts('"1.5"')],
  ['a negative number', ['--accounts', '-3'], accounts('"-3"')],
  ['an exponent', ['--accounts', '1e3'], accounts('"1e3"')],
  ['a word', ['--accounts', 'many'], accounts('"many"')],
  ['an empty value', ['--accounts='], accounts('""')],
  ['a missing value', ['--accounts', '--trouble'], accounts('nothing')],
  ['escape codes', ['--accounts', '\u001b[2J'], accounts('"\\u001b[2J"')],
  [
    'a seed of 33 bits',
    ['--seed', '4294967296'],
    '--seed: received "4294967296"; allowed is a whole number from 0 to 4294967295',
  ],
  [
    'a long latency',
    ['--latency', '60001'],
    '--latency: received "60001"; allowed is a whole number from 0 to 60000',
  ],
  [
    'no concurrency',
    ['--concurrency', '0'],
    '--concurrency: received "0"; allowed is a whole number from 1 to 10000',
  ],
  [
    'another approval',
    ['--approve', 'yes'],
    '--approve: received "yes"; allowed is one of all, none, ask, each',
  ],
  ['an array', ['--input', '[]'], input('"[]"', 'it is an array')],
  ['a null', ['--input', 'null'], input('"null"', 'it is null')],
  ['an array in a file', ['--input', '@array.json'], input('"@array.json"', 'it is an array')],
  ['no input', ['--input'], input('nothing', 'there is nothing to read')],
  ['no JSON', ['--input', 'audit'], input('"audit"', 'Unexpected token \'a\', "audit" is not valid JSON')],
  [
    'an input file that is not there',
    ['--input', '@gone.json'],
    input('"@gone.json"', "ENOENT: no such file or directory, open 'gone.json'"),
  ],
  [
    'a list that is not there',
    ['--list', 'gone.list'],
    `--list: "gone.list" cannot be read (ENOENT: no such file or directory, open 'gone.list')`,
  ],
  [
    'no event',
    ['--event'],
    '--event: received nothing; allowed is the path of a file with an EventBridge event',
  ],
  [
    'a file without an event',
    ['--event', 'no-event.json'],
    '--event: received "no-event.json"; allowed is a file with one JSON object that has a source (a text) and a detail (an object)',
  ],
  [
    'an event that is not there',
    ['--event', 'gone.json'],
    `--event: received "gone.json"; it cannot be read (ENOENT: no such file or directory, open 'gone.json')`,
  ],
  [
    'a task of no such name',
    ['--task', 'delete-user'],
    expect.stringMatching(
      /^--task: received "delete-user"; allowed is allow-password-recovery, .*, or its execution input: a JSON object/,
    ),
  ],
  ['no task', ['--task'], expect.stringMatching(/^--task: received nothing; allowed is allow-password/)],
  [
    'a task with input',
    ['--task', 'delete-bucket-policy', '--input', '{"mode":"audit"}'],
    '--input: received together with --task; a task has an execution input of its own',
  ],
  [
    'a task with an event',
    ['--task', 'delete-bucket-policy', '--event', 'event.json'],
    '--event: received together with --task; a task has an execution input of its own',
  ],
  [
    'an event with input',
    ['--event', 'event.json', '--input', '{"mode":"audit"}'],
    '--event: received together with --input or --list; an event brings its own input',
  ],
  ['no list', ['--list'], '--list: received nothing; allowed is the path of a file of account IDs'],
  [
    'two list files',
    ['--list', 'account_id.list', '--input', '{"accountsFile":"s3://bucket/key"}'],
    '--list: received together with accountsFile in --input; allowed is one list file',
  ],
  [
    'an argument',
    ['5'],
    '"5": an argument without an option; allowed is none (npm needs -- before the options)',
  ],
  [
    'an unknown option',
    ['--bucket'],
    '"--bucket": no such option, or one that takes no value; allowed are --input, --list, --event, --task, ' +
      '--approve, --concurrency, --folder, --json, --no-color, --help, --accounts, --seed, --trouble, --latency, ' +
      '--faults, --cloud',
  ],
  [
    'another value of the same option',
    ['--approve', 'none', '--approve', 'all'],
    '--approve: received "none" and "all"; allowed is one of them',
  ],
])('refuses %s', (_, argv, problem) => {
  expect(problemsOf(argv)).toEqual([problem]);
});

it('has a privileged task decided as a whole', () => {
  const argv = ['--task', 'delete-bucket-policy', '--approve', 'each'];
  expect(() => parseOptions(argv, { interactive: true, readFile })).toThrow(
    '--approve: received "each" together with --task; a task is decided as a whole, with all, none or ask',
  );
});

it('names everything that is wrong in one error', () => {
  const argv = '--accounts 0 --seed x --wrong value --approve maybe --latency -1 --concurrency --json=1';
  expect(problemsOf(argv.split(' ')).map((problem) => problem.split(':')[0])).toEqual([
    '"--wrong"',
    '"--json=1"',
    '--accounts',
    '--seed',
    '--approve',
    '--latency',
    '--concurrency',
  ]);
});

it('names what is wrong with the input together with everything else', () => {
  expect(problemsOf(['--accounts', 'abc', '--input', '{"mode":"x"}', '--list', 'bad.list'])).toEqual([
    '--input: mode: received "x"; allowed: one of purge, audit, rehearsal',
    accounts('"abc"'),
    '--list: bad.list line 2: received "4444"; allowed: a 12-digit account ID',
  ]);
});

it('names what is wrong with the input of a task together with everything else', () => {
  const task = '{"task":"delete-bucket-policy","account":"111122223333","bucket":"B","reason":"Locked"}';
  expect(problemsOf(['--accounts', 'abc', '--task', task])).toEqual([
    accounts('"abc"'),
    '--task: bucket: received "B"; allowed: the name of a general purpose bucket',
  ]);
});

it('says in the error that nothing was started and where the options are', () => {
  expect(() => parse('--accounts', '0')).toThrow(
    'Nothing was started, because of:\n' +
      `  ${accounts('"0"')}\n` +
      'npm start -- --help shows the options.',
  );
});

it.each([['--help'], ['-h'], ['--accounts', '0', '--help']])('shows help after %s %s %s', (...argv) => {
  expect(() => parse(...argv)).toThrow(HelpRequestedError);
});

it('explains every option in a help text that fits a hundred columns', () => {
  const help = helpText();
  expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
  for (const option of ['--accounts <n>', '--approve <how>', '--no-color', 'Examples:', 'Exit status:']) {
    expect(help).toContain(option);
  }
});

function helpText(): string {
  try {
    parse('--help');
  } catch (error) {
    if (error instanceof HelpRequestedError) return error.message;
  }
  throw new Error('no help');
}

it('reads what shall go wrong', () => {
  expect(parse('--faults', 'throttle:AssumeRoot=8,reset:iam@5%').organization).toEqual({
    ...organization,
    faults: [
      { fault: 'throttle', target: 'AssumeRoot', count: 8 },
      { fault: 'reset', target: 'iam', percent: 5 },
    ],
  });
  expect(() => parse('--faults', 'storm')).toThrow(
    '--faults: received "storm", and there is no fault "storm"',
  );
  expect(() => parse('--faults')).toThrow('--faults: received nothing');
});
