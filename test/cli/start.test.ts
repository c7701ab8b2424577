import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { rootPurge } from './support/command-line';
import { documentedPolicy, useDeployed } from './support/deployed';

const deployed = useDeployed();
const folder = mkdtempSync(join(tmpdir(), 'root-purge-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let env: Record<string, string>;
beforeAll(async () => {
  env = deployed.env('Operator', await documentedPolicy('start.json'));
});
beforeEach(() => deployed.organize({}));

const resultIn = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
const accountIds = () => deployed.organization.accounts.map(({ id }) => id);
const machine = 'PurgeWorkflowStateMachineD0361D84';
const arnOf = (name: string) => `arn:aws:states:eu-west-1:111111111111:execution:${machine}:${name}`;

/** Decides as soon as the command says that it waits for that. */
const deciding = (run: string, how: 'all' | 'none') => {
  let decided: Promise<void> | undefined;
  return (text: string) => {
    if (!decided && text.includes('waits for a decision'))
      decided = deployed.link(run).then((link) => decideOnPage(link, how));
  };
};

describe('root-purge start', () => {
  it('starts an audit, follows it to its end, and says where the report is', async () => {
    const ended = await rootPurge(['start', '--audit', '--name', 'audit'], { env });

    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toContain(`Started ${arnOf('audit')}\n`);
    expect(ended.stdout).toMatch(/Inspecting accounts 4\/4/);
    expect(ended.stdout).toMatch(
      /SUCCEEDED after \d+ s\. 10 root credentials in 3 accounts \(.*\)\. 1 of 4 member\s+accounts hold no root/,
    );
    expect(ended.stdout).toContain('s3://runstorebucket0a8db74e/runs/audit/report.html');
    expect(deployed.started.at(-1)?.input).toEqual({ mode: 'audit' });
  });

  it('tells who is asked and until when, and a program how it ended', async () => {
    const args = [
      'start',
      '--json',
      '--name',
      'purge',
      '--reason',
      'Clean-up',
      '--accounts',
      accountIds().join(),
    ];
    const ended = await rootPurge(args, { env, onOutput: deciding('purge', 'all') });

    expect(ended.status).toBe(0);
    expect(resultIn(ended.stdout)).toEqual({
      executionArn: arnOf('purge'),
      name: 'purge',
      status: 'SUCCEEDED',
      startDate: expect.stringMatching(/^20/),
      stopDate: expect.stringMatching(/^20/),
      error: null,
      cause: null,
      dataIsHidden: false,
      summary: expect.stringContaining('4 of 4'),
      outcomes: expect.objectContaining({ purged: 3, clean: 1 }),
      credentials: expect.objectContaining({ left: expect.objectContaining({ 'access-keys': 0 }) }),
      report: 's3://runstorebucket0a8db74e/runs/purge/report.json',
    });
    expect(ended.stderr).toMatch(
      /It waits for a decision by alice@example\.com \(asked by email at .* UTC\)\suntil\s.*\sUTC, for 3 days/,
    );
    expect(ended.stderr).toMatch(/Purging accounts 3\/3/);
  });

  it('rehearses: asks, follows, and says at each step that nothing is deleted', async () => {
    const args = ['start', '--rehearsal', '--name', 'rehearsal'];
    const ended = await rootPurge(args, { env, onOutput: deciding('rehearsal', 'all') });

    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toMatch(
      /from\s+now\.\s+This\s+is\s+a\s+rehearsal:\s+nothing\s+is\s+deleted,\s+whatever\s+is\s+decided/,
    );
    expect(ended.stdout).toMatch(
      /SUCCEEDED after \d+ s\. A rehearsal: nothing was deleted\. 1 of 4 member\s+accounts\s+hold/,
    );
    expect(ended.stdout).not.toMatch(/Purging/);
    expect(deployed.started.at(-1)?.input).toMatchObject({ mode: 'rehearsal' });
  });

  it('takes the accounts of a list file, read as the app reads it', async () => {
    const [first = '', second = ''] = accountIds();
    writeFileSync(join(folder, 'account_id.list'), `# two\r\n${first}\r\n\r\n ${second} # old\r\n`);
    const args = [
      'start',
      '--list',
      'account_id.list',
      '--exclude',
      second,
      '--credentials',
      'access-keys,mfa-devices',
    ];
    const ended = await rootPurge([...args, '--audit', '--json'], { env, cwd: folder });

    expect(resultIn(ended.stdout)).toMatchObject({ status: 'SUCCEEDED', outcomes: { skipped: 1 } });
    expect(deployed.started.at(-1)?.input).toEqual({
      accounts: [first, second],
      exclude: [second],
      credentials: ['access-keys', 'mfa-devices'],
      mode: 'audit',
    });
  });

  it('leaves a list that is too long for an input in the run bucket', async () => {
    const ids = Array.from({ length: 18_000 }, (_, index) => String(100_000_000_000 + index));
    writeFileSync(join(folder, 'long.list'), ids.join('\n'));
    const args = ['start', '--list', 'long.list', '--audit', '--name', 'long', '--no-follow', '--json'];
    const ended = await rootPurge(args, { env, cwd: folder });
    const stored = join(deployed.folder, 'bucket', 'input', 'long.list');

    expect(ended.status).toBe(0);
    expect(resultIn(ended.stdout)).toEqual({ executionArn: arnOf('long'), name: 'long', status: 'RUNNING' });
    expect(ended.stderr).toContain(`npx root-purge status ${arnOf('long')} --follow`);
    expect(deployed.started.at(-1)?.input).toEqual({
      mode: 'audit',
      accountsFile: 's3://runstorebucket0a8db74e/input/long.list',
    });
    expect(readFileSync(stored, 'utf8')).toBe(ids.join('\n'));
  });

  it('ends with 2 where accounts are left unsettled', async () => {
    deployed.organize({ accounts: 12, trouble: true });
    const ended = await rootPurge(['start', '--audit', '--json'], { env });

    expect(ended.status).toBe(2);
    expect(resultIn(ended.stdout)).toMatchObject({ status: 'FAILED', error: 'SomeAccountsNotSettled' });
  });

  it('ends with 2 where an audit that is to fail on it finds root credentials, and with 0 where it finds none', async () => {
    const { accounts } = deployed.organization;
    const clean = accounts.filter(({ kind }) => kind === 'clean').map(({ id }) => id);
    const args = ['start', '--audit', '--fail-on', 'found', '--json'];
    const found = await rootPurge(args, { env });
    const none = await rootPurge([...args, '--accounts', clean.join()], { env });

    expect([found.status, none.status]).toEqual([2, 0]);
    expect(resultIn(found.stdout)).toMatchObject({ status: 'SUCCEEDED' });
    expect(found.stderr).toMatch(/\nExit status 2, as --fail-on found says: [1-9]\d* found\.\n$/);
  });

  it('ends with 2 where the app refuses the input, and says why', async () => {
    const ended = await rootPurge(['start', '--accounts', '999999999999', '--audit'], { env });

    expect(ended.status).toBe(2);
    expect(ended.stdout).toMatch(/FAILED after .*There is no report\. InvalidInputError: .*999999999999/s);
  });

  it('goes on showing what the caller may see', async () => {
    const { Statement } = await documentedPolicy('start.json');
    const few = ['FindTheApp', 'StartAndList'];
    const poor = Statement.filter(({ Sid = '' }) => few.includes(Sid));
    const describeOnly = {
      Effect: 'Allow' as const,
      Action: ['states:DescribeExecution'],
      Resource: ['*'],
      Condition: {},
    };
    const poorEnv = deployed.env('Poor', { Version: '2012-10-17', Statement: [...poor, describeOnly] });
    const ended = await rootPurge(['start', '--audit', '--name', 'poor'], { env: poorEnv });

    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/SUCCEEDED after .*The report cannot be read: .*needs s3:GetObject/s);
  });

  it('refuses a name that is taken, with 1', async () => {
    await rootPurge(['start', '--audit', '--name', 'taken'], { env });
    const ended = await rootPurge(['start', '--name', 'taken'], { env });
    expect(ended).toMatchObject({
      status: 1,
      stderr: '--name: there is an execution taken already. Nothing was started.\n',
    });
  });

  it('says what else would do where the stack may not be seen, with 1', async () => {
    const ended = await rootPurge(['start', '--stack', 'Other'], { env });
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toMatch(
      /does not show you the stack Other .*Name the state machine with --state-machine/s,
    );
  });
});
