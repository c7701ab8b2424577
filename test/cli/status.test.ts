import { beforeAll, describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { rootPurge, rootPurgeProcess } from './support/command-line';
import { documentedPolicy, useDeployed } from './support/deployed';

const deployed = useDeployed();
const arnOf = (name: string) =>
  `arn:aws:states:eu-west-1:111111111111:execution:PurgeWorkflowStateMachineD0361D84:${name}`;

let env: Record<string, string>;
beforeAll(async () => {
  env = deployed.env('Operator', await documentedPolicy('start.json'));
});

/** What a progress line that is drawn in place begins with. */
const hiddenCursor = '\u001b[?25l';

/** One execution, from the moment when it waits for a decision to its end: each test goes on from the one before. */
describe('root-purge status', () => {
  it('says that there is none yet', async () => {
    expect(await rootPurge(['status'], { env })).toEqual({
      status: 0,
      stdout: 'There is no execution yet. npx root-purge start --audit starts one.\n',
      stderr: '',
    });
  });

  it('can be asked after Ctrl-C, which ends the following alone', async () => {
    let interrupted = false;
    const ended = await rootPurgeProcess(['start', '--name', 'first'], {
      env,
      onOutput: (text, interrupt) => {
        if (interrupted || !text.includes('waits for a decision')) return;
        interrupted = true;
        interrupt();
      },
    });

    expect(ended).toMatchObject({ status: 130, stderr: '' });
    expect(ended.stdout).toContain('No longer followed. The execution goes on. Follow it again with:\n');
    expect(ended.stdout).toContain(`  npx root-purge status ${arnOf('first')} --follow\n`);
  });

  // A progress line that is drawn in place ends the program on a signal that nobody else listens to.
  it('says so at a terminal, too', async () => {
    let interrupted = false;
    const ended = await rootPurgeProcess(['status', 'first', '--follow', '--no-color'], {
      env,
      terminal: true,
      onOutput: (text, interrupt) => {
        if (interrupted || !text.includes(hiddenCursor)) return;
        interrupted = true;
        interrupt();
      },
    });

    expect(ended.status).toBe(130);
    expect(ended.stdout).toContain('No longer followed. The execution goes on. Follow it again with:\n');
  });

  it('shows for whom an execution waits, and until when', async () => {
    const ended = await rootPurge(['status', 'first'], { env });

    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toMatch(
      /^arn:.*:first\nRUNNING for \d+ s, since .* UTC\.\nState: RequestApproval, since/,
    );
    expect(ended.stdout).toMatch(/waits for a decision by alice@example\.com/);
  });

  it('tells a program the same, without what the request keeps to itself', async () => {
    const ended = await rootPurge(['status', arnOf('first'), '--json'], { env });

    expect(JSON.parse(ended.stdout)).toEqual({
      executionArn: arnOf('first'),
      name: 'first',
      status: 'RUNNING',
      startDate: expect.any(String),
      state: { name: 'RequestApproval', enteredAt: expect.any(String) },
      map: null,
      approval: {
        mode: 'purge',
        requestedAt: expect.any(String),
        expiresAt: expect.any(String),
        approvers: [{ email: 'alice@example.com' }],
      },
    });
  });

  it('lists the latest executions', async () => {
    const ended = await rootPurge(['status'], { env });
    expect(ended.stdout).toMatch(
      /^EXECUTION +WHAT +STATUS +STARTED +TOOK\nfirst +purge +RUNNING .* so far\n$/,
    );
  });

  it('follows an execution that was started before, to its end', async () => {
    let decided: Promise<void> | undefined;
    const ended = await rootPurge(['status', 'first', '--follow', '--json'], {
      env,
      onOutput: (text) => {
        if (!decided && text.includes('waits for a decision'))
          decided = deployed.link('first').then((link) => decideOnPage(link, 'none'));
      },
    });

    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'SUCCEEDED', outcomes: { kept: 3, clean: 1 } });
    expect(ended.stderr).toMatch(/Inspecting accounts 4\/4.*waits for a decision.*Writing the report/s);
  });

  it('shows how it ended', async () => {
    const ended = await rootPurge(['status', 'first'], { env });

    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/SUCCEEDED after .*Outcomes +1 clean, 3 kept/s);
    expect(ended.stdout).toContain('aws s3 cp s3://runstorebucket0a8db74e/runs/first/report.html .');
  });

  it.each([
    ['an execution that there is not', ['status', 'other'], /There is no execution other/],
    ['two executions', ['status', 'first', 'second'], /too many arguments for 'status'/],
    [
      'a state machine that is none',
      ['status', '--state-machine', 'Purge'],
      /allowed is the ARN of a state machine/,
    ],
  ])('refuses %s with 1', async (_, args, message) => {
    expect(await rootPurge(args, { env })).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
  });
});
