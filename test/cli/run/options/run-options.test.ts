import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { UsageError } from '../../../../cli/options/usage-error';
import { type CloudRequest, type RunOptions, readRunOptions } from '../../../../cli/run/options/run-options';
import { runCommand } from '../../../../cli/run/run-command';

const task = { task: 'delete-bucket-policy', account: '111122223333', bucket: 'logs', reason: 'Locked' };
const files: Record<string, string> = {
  'a.list': '111122223333\n',
  'task.json': JSON.stringify(task),
};
const readFile = (path: string) => files[path] ?? '';
const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };

/** As the command reads them, its work left out. */
function parse(argv: string | string[], interactive = true): CloudRequest {
  const command = runCommand(streams, () => undefined).exitOverride();
  command.parseOptions(typeof argv === 'string' ? argv.split(' ').filter(Boolean) : argv);
  return readRunOptions(command.opts<RunOptions>(), { interactive, readFile });
}

function problemsOf(argv: string | string[], interactive = true): readonly string[] {
  try {
    parse(argv, interactive);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

const organization = {
  kind: 'cloud',
  purge: false,
  resume: undefined,
  approver: undefined,
  profile: undefined,
  region: undefined,
};

it('is an audit of every account, unless --purge is given', () => {
  expect(parse('')).toEqual({
    organization,
    work: { kind: 'purge', input: { mode: 'audit' }, list: undefined },
    approval: { approve: 'ask', approveIsDefault: true },
    concurrency: undefined,
    failOn: [],
    folder: '.root-purge',
    display: { json: false, color: true },
  });
  expect(parse('--purge')).toMatchObject({
    organization: { ...organization, purge: true },
    work: { input: { mode: 'purge' } },
  });
});

it('takes every option', () => {
  const argv =
    '--purge --list a.list --accounts 222233334444,333344445555 --accounts 444455556666 --ou ou-ab12-cd34ef56 --exclude 555566667777 --credentials access-keys --reason Keys --approve none --approver ana@example.com --concurrency 7 --folder there --profile management --region eu-west-1 --json --no-color';
  expect(parse(argv)).toEqual({
    organization: {
      ...organization,
      purge: true,
      approver: 'ana@example.com',
      profile: 'management',
      region: 'eu-west-1',
    },
    work: {
      kind: 'purge',
      input: {
        accounts: ['222233334444', '333344445555', '444455556666'],
        organizationalUnits: ['ou-ab12-cd34ef56'],
        exclude: ['555566667777'],
        credentials: ['access-keys'],
        reason: 'Keys',
        mode: 'purge',
      },
      list: expect.objectContaining({ path: 'a.list', text: files['a.list'] }),
    },
    approval: { approve: 'none', approveIsDefault: false },
    concurrency: 7,
    failOn: [],
    folder: 'there',
    display: { json: true, color: false },
  });
});

it.each([JSON.stringify(task), '@task.json'])('takes the input of a task: %s', (given) => {
  expect(parse(['--task', given]).work).toEqual({ kind: 'task', task });
});

it('fails an audit for what it finds of the kinds that it is about', () => {
  expect(parse('--fail-on found').failOn).toHaveLength(4);
  expect(parse('--fail-on found --credentials access-keys').failOn).toEqual(['access-keys']);
});

it('goes on with a run as it was asked for', () => {
  expect(parse('--resume 2026-11-23T09-00-00Z-1a2b3c --approve each')).toMatchObject({
    organization: { ...organization, resume: '2026-11-23T09-00-00Z-1a2b3c' },
    approval: { approve: 'each' },
  });
});

const sayWho =
  '--approve: received nothing, and this is no terminal to ask in; allowed is ask (the link goes to stderr), all or none';

it('changes nothing without a terminal where nobody said who approves', () => {
  expect(problemsOf('--purge', false)).toEqual([sayWho]);
  expect(problemsOf('--task @task.json', false)).toEqual([sayWho]);
  for (const approve of ['all', 'none', 'ask'])
    expect(parse(`--purge --approve ${approve}`, false).approval.approve).toBe(approve);
  expect(parse('', false).approval.approve).toBe('none');
});

const before = 'received together with --resume; the run goes on as it was asked for';

it.each<[string, string]>([
  ...['--purge', '--list a.list', '--accounts 111122223333', '--reason x', '--concurrency 5'].map(
    (option): [string, string] => [`--resume run-1 ${option}`, `${option.split(' ')[0]}: ${before}`],
  ),
  [
    '--resume ../elsewhere',
    '--resume: received "../elsewhere"; allowed is the name of a run, as it is below the folder of the runs',
  ],
  ['--approver ana', '--approver: received "ana"; allowed is an email address'],
  ['--region Ireland', '--region: received "Ireland"; allowed is a Region of AWS such as eu-west-1'],
  ['--region eu-west-9', '--region: received "eu-west-9"; allowed is a Region of AWS such as eu-west-1'],
  ['--folder=', '--folder: received ""; allowed is a path'],
  ['--approve maybe', '--approve: received "maybe"; allowed is one of all, none, ask, each'],
  ['--concurrency 0', '--concurrency: received "0"; allowed is a whole number from 1 to 10000'],
  ['--accounts 12', '--accounts: received "12"; allowed: a 12-digit account ID as a string'],
  ['--input {"mode":"purge"}', '--input: mode "purge" has to be said with --purge'],
  [
    '--input {"mode":"rehearsal"}',
    '--input: mode "rehearsal" is for the deployed app, whose approvers it asks: npx root-purge start --rehearsal',
  ],
  ['--purge --input {"mode":"audit"}', '--input: mode "audit" is received together with --purge'],
  ['--fail-on lost', '--fail-on: received "lost"; allowed is one of found'],
  ['--purge --fail-on found', '--fail-on: it is for an audit, and this is none'],
  [
    '--task @task.json --purge --ou ou-ab12-cd34ef56',
    '--task: received together with --ou, --purge; a task has an execution input of its own',
  ],
  [
    '--task @task.json --approve each',
    '--approve: received "each" together with --task; a task is decided as a whole, with all, none or ask',
  ],
])('refuses %s', (commandLine, problem) => {
  expect(problemsOf(commandLine)).toEqual([problem]);
});

it('refuses a task by its name alone, which says nothing of on what', () => {
  expect(problemsOf('--task delete-bucket-policy')).toEqual([
    expect.stringMatching(/^--task: received "delete-bucket-policy"; allowed is a JSON object, or @/),
  ]);
});

it('refuses to ask credential by credential where there is no terminal', () => {
  expect(problemsOf('--purge --approve each', false)).toEqual([
    '--approve: received "each", which asks in a terminal, and this is none',
  ]);
});
