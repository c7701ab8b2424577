import { describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { commandLine } from './support/in-process';

const commands = ['check', 'enable', 'run', 'start', 'status', 'verify'];
const argumentsOf = (command: string) => (command === 'verify' ? ['folder'] : []);

describe('root-purge', () => {
  it.each([[[]], [['--help']]])('shows its commands: %j', async (args) => {
    const ended = await commandLine(...args);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    for (const command of commands) expect(ended.stdout).toContain(`\n  ${command} `);
  });

  it.each(commands)('%s --help shows how to use it, what it needs and how it ends', async (command) => {
    const { status, stdout } = await commandLine(command, '--help');
    expect(status).toBe(0);
    for (const part of ['Usage: root-purge', '--profile', '--json', 'Examples:', '\nNeeds ', 'Exit status: '])
      expect(stdout).toContain(part);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it.each(commands)('help %s is its --help', async (command) => {
    expect(await commandLine('help', command)).toEqual(await commandLine(command, '--help'));
  });

  it('says which version it is', async () => {
    expect(await commandLine('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each(commands)('%s takes no option that it does not know', async (command) => {
    expect(await commandLine(command, '--xyz')).toEqual({
      status: 1,
      stdout: '',
      stderr: `error: unknown option '--xyz'\nroot-purge ${command} --help shows the options.\n`,
    });
  });

  it.each([
    [['chek'], /unknown command 'chek'\n\(Did you mean check\?\)/],
    [['--verbose'], /unknown option '--verbose'/],
    [['start', '--accounts', '111122223333,x'], /--accounts: received "x"; allowed: a 12-digit account ID/],
    [['start', '--name', 'task-a'], /--name: received "task-a"; allowed for a purge is one that does not/],
    [
      ['start', '--task', '{}', '--name', 'a'.repeat(76)],
      /--name: received "a+..."; allowed is 1 to 70 letters/,
    ],
    [['start', 'now'], /too many arguments for 'start'/],
    [['start', '--list', 'nowhere.list'], /--list: "nowhere.list" cannot be read/],
    [['start', '--input', '[]'], /--input: received "\[\]".* \(it is an array\)/],
    [['start', '--input', '{"acounts":1}'], /acounts: not a field of the input/],
    [['check', 'now'], /too many arguments for 'check'/],
    [['check', '--account'], /'--account <id>' argument missing/],
    [['check', '--account', '12'], /'--account <id>' argument '12' is invalid/],
    [['status', '--state-machine', 'Purge'], /--state-machine: received "Purge"; allowed is the ARN/],
    [['run', '--seed', '1'], /unknown option '--seed'/],
    [['run', 'now'], /too many arguments for 'run'/],
    [
      ['run', '--approve', 'none', '--approve', 'all'],
      /--approve: received "none" and "all"; allowed is one of them/,
    ],
    [['start', '--list', 'la', '--list', 'lb'], /--list: received "la" and "lb"; allowed is one of them/],
    [
      ['start', '--audit', '--no-follow', '--fail-on', 'found'],
      /--fail-on: received together with --no-follow/,
    ],
    [['start', '--fail-on', 'found'], /--fail-on: it is for an audit, and this is none/],
    [['completion', 'sh'], /'sh' is invalid for argument 'shell'\. Allowed choices are bash, zsh, fish/],
    [['help', 'chek'], /Usage: root-purge/],
    [['enable', '--delegated-admin', 'alice'], /Allowed is a 12-digit account ID/],
  ])('refuses %j with 1', async (args, message) => {
    const { status, stdout, stderr } = await commandLine(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each(commands)('%s takes no Region that there is not', async (command) => {
    const { status, stderr } = await commandLine(command, ...argumentsOf(command), '--region', 'eu-west-9');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('--region: received "eu-west-9"; allowed is a Region of AWS such as'),
    });
  });

  it('start names everything that is wrong with its options', async () => {
    const accounts = ['--accounts', '12,abc', '--exclude', 'zz', '--ou', 'bar', '--list', 'nofile'];
    const others = ['--credentials', 'foo', '--task', '{', '--name', 'a b', '--state-machine', 'Purge'];
    const { status, stdout, stderr } = await commandLine('start', ...accounts, ...others);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.split('\n').map((line) => line.split('; allowed')[0])).toEqual([
      'Nothing was started, because of:',
      expect.stringMatching(/^ {2}--list: "nofile" cannot be read/),
      '  --accounts: received "12"',
      '  --accounts: received "abc"',
      '  --ou: received "bar"',
      '  --exclude: received "zz"',
      '  --credentials: received "foo"',
      '  --task: received together with --list, --accounts, --ou, --exclude, --credentials; a task has an execution input of its own',
      '  --task: received "{"',
      '  --name: received "a b"',
      '  --state-machine: received "Purge"',
      'root-purge start --help shows the options.',
      '',
    ]);
  });
});
