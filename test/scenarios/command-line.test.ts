import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { countCredentials, createOrganization, startSimulator, systemClock } from '../../local-aws';
import { type CommandOptions, type Ended, startHere } from '../cli/support/command-line';
import { cloudTest, environmentCredentials } from './support/cloud-process';

const folder = mkdtempSync(join(tmpdir(), 'root-purge-command-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (args: string[], options?: CommandOptions) => startHere(args, { cwd: folder, ...options });

/** The same as a process of its own. */
function startProcess(args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const command = execFile(
      process.execPath,
      [resolve('bin/local.mjs'), ...args],
      { cwd: folder },
      (_, stdout, stderr) => done({ status: command.exitCode, stdout, stderr }),
    );
  });
}

/** Whoever reads the output of the process ends as soon as there is some, as `| head` does. */
function startUnread(args: string[]): Promise<number | null> {
  const command = spawn(process.execPath, [resolve('bin/local.mjs'), ...args], {
    cwd: resolve('.'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [command.stdout, command.stderr]) stream.once('data', () => stream.destroy());
  return new Promise((done) => command.on('exit', done));
}

const resultIn = ({ stdout }: Ended) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

describe('npm start', () => {
  it('prints one JSON object where an event starts nothing, too', async () => {
    const event = join(folder, 'event.json');
    writeFileSync(event, '{"source":"aws.s3","detail":{}}');
    const ended = await start(['--event', event, '--json']);
    expect(ended.status).toBe(0);
    expect(resultIn(ended)).toEqual({
      status: 'NOT_STARTED',
      answers: ['No rule of the app matches this event: it starts nothing.'],
    });
  });

  it('refuses a folder in which it could leave nothing', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const ended = await start(['--accounts', '3', '--folder', file]);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toContain(`--folder: received "${file}"; allowed is a folder that can be written`);
  });

  it('goes on to its end where nobody reads its output any more', async () => {
    const unread = join(folder, 'unread');
    expect(await startUnread(['--accounts', '3', '--folder', unread])).toBe(0);
    const [run = ''] = readdirSync(join(unread, 'runs'));
    expect(existsSync(join(unread, 'runs', run, 'report.html'))).toBe(true);
  });

  it('prints one JSON object as the last line of stdout, and says that it approves everything', async () => {
    const ended = await startProcess(['--accounts', '3', '--json']);
    const result = resultIn(ended);

    expect(ended.status).toBe(0);
    expect(ended.stderr).toContain('--approve all');
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      credentialsAfter: 0,
      outcomes: { clean: 1, purged: 2 },
    });
    expect(result.credentialsBefore).toBeGreaterThan(0);
    expect(Object.keys(result)).toEqual([
      'status',
      'outcomes',
      'credentials',
      'credentialsBefore',
      'credentialsAfter',
      'calls',
      'transitions',
      'seconds',
      'run',
    ]);
    for (const format of ['json', 'csv', 'html'])
      expect(existsSync(join(result.run, `report.${format}`))).toBe(true);
  });

  it('ends with 2 where accounts fail, and reports each account once', async () => {
    const ended = await start(['--trouble', '--approve', 'all', '--json']);
    const result = resultIn(ended);
    const { accounts } = JSON.parse(readFileSync(join(result.run, 'report.json'), 'utf8'));
    const ids = accounts.map(({ accountId }: { accountId: string }) => accountId);

    expect(ended.status).toBe(2);
    expect(result.status).toBe('FAILED');
    expect(ids).toHaveLength(13);
    expect(new Set(ids).size).toBe(13);
  });

  it('waits for the page with --approve ask, and takes accounts from a list file', async () => {
    const { accounts } = createOrganization({ accounts: 12, seed: 1, clock: systemClock });
    const [account] = accounts;
    writeFileSync(join(folder, 'account_id.list'), `# one\r\n${account?.id}\r\n`);
    let decided: Promise<void> | undefined;
    const onOutput = (text: string) => {
      if (!decided && text.includes('Waiting for a decision')) decided = decideOnPage(linkIn(text), 'none');
    };
    const ended = await start(['--list', 'account_id.list', '--approve', 'ask', '--json'], { onOutput });
    await decided;

    expect(ended.status).toBe(0);
    expect(resultIn(ended)).toMatchObject({
      status: 'SUCCEEDED',
      outcomes: { kept: 1, clean: 0, purged: 0 },
    });
  });

  it('calls another endpoint for STS, IAM and Organizations where the environment names one', async () => {
    const organization = createOrganization({ accounts: 2, seed: 9, clock: systemClock });
    const elsewhere = await startSimulator({ organization, clock: systemClock });
    const variables = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL_IAM', 'AWS_ENDPOINT_URL_ORGANIZATIONS'];
    const env = Object.fromEntries(variables.map((variable) => [variable, elsewhere.url]));
    const ended = await start(['--approve', 'all', '--json'], { env });
    await elsewhere.close();

    expect(ended.status).toBe(0);
    expect(resultIn(ended)).toMatchObject({ credentialsBefore: null, credentialsAfter: null, calls: {} });
    expect(countCredentials(organization)).toBe(0);
    expect(elsewhere.calls()).toMatchObject({ 'sts:AssumeRoot': 3 });
  });

  it('does a privileged task on a bucket behind another endpoint, which looks at signatures', async () => {
    const test = await cloudTest({ accounts: 12, seed: 1, resources: true });
    const bucket = test.organization.buckets.find(({ policy }) => policy);
    const task = {
      task: 'delete-bucket-policy',
      account: bucket?.accountId,
      bucket: bucket?.name,
      reason: 'Locked',
    };
    const services = ['STS', 'IAM', 'ORGANIZATIONS', 'S3', 'SQS'].map((name) => `AWS_ENDPOINT_URL_${name}`);
    const env = Object.fromEntries(
      services.map((name) => [name, test.simulator.url.replace('127.0.0.1', 'localhost')]),
    );
    const args = ['--task', JSON.stringify(task), '--approve', 'all'];
    const ended = await test.start(args, { ...environmentCredentials, ...env }, 'npm start').ended;
    await test.stop();

    expect(ended).toMatchObject({ status: 0, stdout: expect.stringContaining('Targets      1 done') });
    expect(bucket?.policy).toBeUndefined();
  });

  it('tries a privileged task on what suits it in the simulated organization', async () => {
    const ended = await start(['--task', 'delete-bucket-policy', '--json']);
    const { status, outcomes, calls, run } = resultIn(ended);

    expect([ended.status, status, outcomes.done]).toEqual([0, 'SUCCEEDED', 1]);
    expect(calls).toMatchObject({ 's3:DeleteBucketPolicy': 1, 'sts:AssumeRoot': 2 });
    expect(ended.stderr).toMatch(/"bucket": "data-platform-staging-logs-\d{12}"/);
    expect(ended.stderr).toContain('Targets      1 done');
    expect(run).toMatch(/\/runs\/task-[^/]+$/);
    for (const file of ['policy.json', 'report.html', 'local/history.json', 'local/emails', 'local/logs'])
      expect(existsSync(join(run, file))).toBe(true);
  });

  it('changes nothing where a task is refused', async () => {
    const ended = await start(['--task', 'delete-queue-policy', '--approve', 'none', '--json']);
    const { status, outcomes, calls } = resultIn(ended);

    expect([ended.status, status, outcomes.refused]).toEqual([0, 'SUCCEEDED', 1]);
    expect(calls).not.toHaveProperty('sqs:SetQueueAttributes');
  });

  it.each([
    [
      ['--accounts', '0', '--approve', 'maybe'],
      ['--accounts: received', '--approve: received'],
    ],
    [['--input', '{"mode":"delete"}'], ['mode: received "delete"; allowed: one of purge, audit, rehearsal']],
    [['--list', 'nowhere.list'], ['--list']],
    [
      ['--task', '{"task":"delete-bucket-policy","bucket":"B"}'],
      ['account: received nothing', 'bucket: received "B"', 'reason: received nothing'],
    ],
    [
      ['--accounts', '1', '--task', 'allow-password-recovery'],
      [
        '--task: received "allow-password-recovery", and the simulated organization has nothing that suits it',
      ],
    ],
    [['--colour', 'red'], ['--colour']],
  ])('refuses %j with 1 and names what is wrong', async (args, messages) => {
    const ended = await start(args);

    expect(ended).toMatchObject({ status: 1, stdout: '' });
    for (const message of messages) expect(ended.stderr).toContain(message);
    expect(ended.stderr).toMatch(/Nothing was started/);
  });
});
