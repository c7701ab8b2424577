import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../cli/options/usage-error';
import { type CommandName, rootPurgeRun } from '../../../../cli/run/options/command';
import { HelpRequestedError, parseOptions } from '../../../../cli/run/options/options';
import type { RunRequest } from '../../../../cli/run/options/run-request';

const readFile = () => '111122223333\n';

function parse(commandLine: string, interactive = true, called?: CommandName): RunRequest {
  return parseOptions(commandLine.split(' ').filter(Boolean), { interactive, readFile, called });
}

function problemsOf(commandLine: string, interactive = true): readonly string[] {
  try {
    parse(commandLine, interactive);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

const nothing = {
  kind: 'cloud',
  purge: false,
  resume: undefined,
  approver: undefined,
  profile: undefined,
  region: undefined,
};

describe('--cloud aws', () => {
  it('is an audit, unless --purge is given', () => {
    expect(parse('--cloud aws')).toMatchObject({
      organization: nothing,
      work: { input: { mode: 'audit' } },
      approval: { approve: 'ask' },
    });
    expect(parse('--cloud aws --purge')).toMatchObject({
      organization: { ...nothing, purge: true },
      work: { input: { mode: 'purge' } },
    });
  });

  it('takes the options of its own', () => {
    const options = parse(
      '--cloud aws --purge --approver ana@example.com --profile management --region eu-west-1',
    );
    expect(options.organization).toEqual({
      kind: 'cloud',
      purge: true,
      resume: undefined,
      approver: 'ana@example.com',
      profile: 'management',
      region: 'eu-west-1',
    });
  });

  it('goes on with a run as it was asked for', () => {
    const options = parse('--cloud aws --resume 2026-11-23T09-00-00Z-1a2b3c --approve each --json');
    expect(options).toMatchObject({
      organization: { ...nothing, resume: '2026-11-23T09-00-00Z-1a2b3c' },
      work: { input: {} },
      approval: { approve: 'each' },
    });
  });

  it('deletes nothing without a terminal where nobody said who approves', () => {
    expect(problemsOf('--cloud aws --purge', false)).toEqual([
      '--approve: received nothing, and this is no terminal to ask in; allowed is ask (the link goes to stderr), all or none',
    ]);
    for (const approve of ['all', 'none', 'ask'])
      expect(parse(`--cloud aws --purge --approve ${approve}`, false).approval.approve).toBe(approve);
    expect(parse('--cloud aws', false).approval.approve).toBe('none');
  });

  it.each([
    ['--cloud gcp', '--cloud: received "gcp"; allowed is one of aws'],
    ['--cloud', '--cloud: received nothing; allowed is one of aws'],
    [
      '--cloud aws --accounts 5',
      '--accounts: received together with --cloud; it is for a simulated organization',
    ],
    ['--cloud aws --seed 1', '--seed: received together with --cloud; it is for a simulated organization'],
    [
      '--cloud aws --trouble',
      '--trouble: received together with --cloud; it is for a simulated organization',
    ],
    [
      '--cloud aws --latency 0',
      '--latency: received together with --cloud; it is for a simulated organization',
    ],
    [
      '--cloud aws --faults throttle:AssumeRoot',
      '--faults: received together with --cloud; it is for a simulated organization',
    ],
    [
      '--cloud aws --resume run-1 --purge',
      '--purge: received together with --resume; the run goes on as it was asked for',
    ],
    [
      '--cloud aws --resume run-1 --list a.list',
      '--list: received together with --resume; the run goes on as it was asked for',
    ],
    [
      '--cloud aws --resume ../elsewhere',
      '--resume: received "../elsewhere"; allowed is the name of a run, as it is below the folder of the runs',
    ],
    ['--cloud aws --approver ana', '--approver: received "ana"; allowed is an email address'],
    [
      '--cloud aws --region Ireland',
      '--region: received "Ireland"; allowed is a Region of AWS such as eu-west-1',
    ],
    [
      '--cloud aws --region eu-west-9',
      '--region: received "eu-west-9"; allowed is a Region of AWS such as eu-west-1',
    ],
    ['--cloud aws --folder', '--folder: received nothing; allowed is a path'],
    ['--purge', '--purge: received without --cloud; it is for your own organization (--cloud aws)'],
    [
      '--profile management',
      '--profile: received without --cloud; it is for your own organization (--cloud aws)',
    ],
    ['--cloud aws --input {"mode":"purge"}', '--input: mode "purge" has to be said with --purge'],
    [
      '--cloud aws --purge --input {"mode":"audit"}',
      '--input: mode "audit" is received together with --purge',
    ],
  ])('refuses %s', (commandLine, problem) => {
    expect(problemsOf(commandLine)).toEqual([problem]);
  });

  it('refuses to ask credential by credential where there is no terminal', () => {
    expect(problemsOf('--approve each', false)).toEqual([
      '--approve: received "each", which asks in a terminal, and this is none',
    ]);
  });
});

describe('root-purge run', () => {
  const run = (commandLine: string) => parse(commandLine, true, rootPurgeRun);

  it("is for the caller's own organization alone", () => {
    expect(run('--purge')).toMatchObject({
      organization: { ...nothing, purge: true },
      work: { input: { mode: 'purge' } },
    });
    expect(() => run('--accounts 5')).toThrow('"--accounts": no such option');
    expect(() => run('--cloud aws')).toThrow('"--cloud": no such option');
  });

  it('names itself in errors and in its help', () => {
    expect(() => run('--purge=yes')).toThrow('npx root-purge run --help shows the options.');
    expect(() => run('--help')).toThrow(HelpRequestedError);
    expect(() => run('--help')).toThrow('npx root-purge run --resume 2026-11-23T09-00-00Z-1a2b3c');
    expect(() => run('--help')).not.toThrow('simulated');
  });
});
