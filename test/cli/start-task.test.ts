import { beforeAll, describe, expect, it } from 'vitest';
import { openPage, submit } from '../scenarios/support/page';
import { rootPurge } from './support/command-line';
import { documentedPolicy, useDeployed } from './support/deployed';

const deployed = useDeployed();
let env: Record<string, string>;
/** Without a password, so that there is something to do. */
let accountId: string;
let otherId: string;
beforeAll(async () => {
  env = deployed.env('Operator', await documentedPolicy('start.json'));
  deployed.organize({ accounts: 12 });
  const clean = deployed.organization.accounts.filter(({ kind }) => kind === 'clean');
  [accountId = '', otherId = ''] = clean.map(({ id }) => id);
});

const recovery = (more: object = {}) =>
  JSON.stringify({
    task: 'allow-password-recovery',
    accounts: [accountId],
    reason: 'Root is needed once',
    ...more,
  });

const approve = async (link: string) => submit(link, await openPage(link), 'approve');

/** Decides when it is asked for, and interrupts when it waits for the time to be over. */
const deciding = (run: string) => {
  let decided: Promise<unknown> | undefined;
  let interrupted = false;
  return (text: string, interrupt: () => void) => {
    if (!decided && text.includes('waits for a decision'))
      decided = deployed.link(`task-${run}`).then(approve);
    if (interrupted || !text.includes('What was approved is done')) return;
    interrupted = true;
    interrupt();
  };
};

describe('root-purge start --task', () => {
  it('follows a privileged task to its end, and says what comes next', async () => {
    const args = ['start', '--task', recovery(), '--name', 'recover', '--json'];
    const ended = await rootPurge(args, { env, onOutput: deciding('recover') });

    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      name: 'recover',
      status: 'SUCCEEDED',
      outcomes: { done: 1 },
      report: 's3://runstorebucket0a8db74e/runs/task-recover/report.json',
    });
    expect(ended.stderr).toMatch(/Doing what was approved.*Writing the report/s);
    expect(ended.stderr).toContain(`${accountId} (`);
    expect(ended.stderr).toMatch(/: done\n {2}\S/);
  });

  it('shows until when password recovery stays allowed', async () => {
    const task = recovery({ accounts: [otherId], resealAfter: 'PT30M' });
    const ended = await rootPurge(['start', '--task', task, '--name', 'reseal'], {
      env,
      onOutput: deciding('reseal'),
    });
    const shown = await rootPurge(['status', 'reseal'], { env });

    expect(ended.status).toBe(130);
    expect(shown.stdout).toMatch(
      /State: WaitToReseal, since .*\nWhat was approved is done\. It waits until .* UTC; then a purge of these accounts\sbegins/,
    );
  });

  it('lists tasks beside purges', async () => {
    const { stdout } = await rootPurge(['status'], { env });
    expect(stdout).toMatch(/^recover +task +SUCCEEDED /m);
    expect(stdout).toMatch(/^reseal +task +RUNNING /m);
  });

  it.each([
    [
      'a task that there is not',
      ['--task', '{"task":"open"}'],
      /task: received "open"; allowed: one of allow-password/,
    ],
    ['a file that there is not', ['--task', '@nowhere.json'], /--task: received "@nowhere.json"/],
    [
      'a task together with accounts',
      ['--task', '{}', '--accounts', '111122223333'],
      /--task: received together with --accounts/,
    ],
    [
      'the rehearsal of a task',
      ['--task', '{}', '--rehearsal'],
      /--task: received together with --rehearsal/,
    ],
    [
      'a mode of a task',
      ['--task', '{"task":"delete-bucket-policy","mode":"rehearsal"}'],
      /mode: not a field/,
    ],
  ])('refuses %s with 1', async (_, args, message) => {
    const ended = await rootPurge(['start', ...args], { env });
    expect(ended).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(message) });
  });
});
