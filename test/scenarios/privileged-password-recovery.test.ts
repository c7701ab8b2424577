import { describe, expect, it } from 'vitest';
import { stepText } from '../../lambdas/tasks/in-words';
import type { Account } from '../../local-aws';
import { alice, bob } from './support/approvers';
import { decideTask } from './support/decide-task';
import { openPage, submit } from './support/page';
import { type StartedRun, useScenario } from './support/scenario';

const scenario = useScenario();
const reason = 'The payment provider asks for the root user';

function start(accounts: readonly Account[]): StartedRun {
  return scenario.runTask({
    task: 'allow-password-recovery',
    accounts: accounts.map(({ id }) => id),
    reason,
  });
}

/** Accounts whose root user has nothing. */
function cleanAccounts(): Account[] {
  return scenario
    .organize()
    .accounts.filter(({ kind }) => kind === 'clean')
    .slice(0, 2);
}

describe('password recovery that is approved', () => {
  it('creates the login profiles, and tells the owners what comes next', async () => {
    const accounts = cleanAccounts();
    const run = start(accounts);
    await decideTask(run, 'approve');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(accounts.map(({ credentials }) => credentials.loginProfile)).toEqual([
      { createDate: expect.any(String) },
      { createDate: expect.any(String) },
    ]);
    const report = run.taskReport();
    expect(report).toMatchObject({
      summary: 'Allow password recovery for the root user of 2 accounts: 2 done.',
      outcomes: { done: 2 },
      decision: { decision: 'APPROVED', decidedBy: alice, task: 'allow-password-recovery', credentials: [] },
    });
    expect(report.targets[0]?.next.map(stepText).join('\n')).toContain(accounts[0]?.email);
    const told = run.emails().filter(({ subject }) => subject.startsWith('Privileged task'));
    expect(told.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      [alice, 'Privileged task: 2 done, 0 need attention'],
      [bob, 'Privileged task: 2 done, 0 need attention'],
    ]);
    expect(told[0]?.message).toContain('Forgot your password?');
  });

  it('shows the approver who can become root then, and asks for a yes to it', async () => {
    const [account] = cleanAccounts();
    const run = start(account ? [account] : []);
    const link = await run.link();
    const page = await openPage(link);
    expect(page.text).toContain('Whoever reads the mail of the root user can become root.');
    expect(page.text).toContain(account?.email);
    expect(page.text).toContain(reason);
    const body = new URLSearchParams({ digest: page.digest ?? '', decision: 'approve' });
    expect((await openPage(link, { method: 'POST', body })).status).toBe(422);
    expect(run.object('decision.json')).toBeUndefined();

    await submit(link, page, 'reject');
    expect((await submit(link, page, 'approve')).text).toContain('The first decision counts');
    await run.execution.result;
    expect(account?.credentials.loginProfile).toBeUndefined();
  });
});

describe('password recovery that is not approved', () => {
  it('is an outcome when it is refused, and opens no session that could create a password', async () => {
    const accounts = cleanAccounts();
    const sessions: unknown[] = [];
    scenario.onCall = ({ operation, parameters }) => {
      if (operation === 'AssumeRoot') sessions.push(parameters['TaskPolicyArn.arn']);
    };
    const run = start(accounts);
    await decideTask(run, 'reject');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.taskReport()).toMatchObject({
      outcomes: { refused: 2, done: 0 },
      decision: { decision: 'REJECTED' },
    });
    expect(accounts.every(({ credentials }) => credentials.loginProfile === undefined)).toBe(true);
    expect(new Set(sessions)).toEqual(
      new Set(['arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials']),
    );
  });

  it('is never asked about where there is a login profile already', async () => {
    scenario.organize();
    const run = start([scenario.account('password-and-mfa')]);
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.taskReport()).toMatchObject({
      outcomes: { 'already-so': 1 },
      targets: [{ outcome: 'already-so', reason: expect.stringContaining('login profile already') }],
    });
    expect(run.object('approval.json')).toBeUndefined();
  });

  it('fails where AWS refuses the session, and is still asked about for the others', async () => {
    const [account] = scenario.organize({ trouble: true }).accounts.filter(({ kind }) => kind === 'clean');
    if (!account) throw new Error('There is no clean account.');
    const run = start([account, scenario.account('assume-root-denied')]);
    const link = await run.link();
    expect((await openPage(link)).text).toContain('AWS refused a root session in this account.');
    await decideTask(run, 'approve');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED', error: 'SomeTargetsNotDone' });
    expect(run.taskReport()).toMatchObject({ outcomes: { done: 1, failed: 1 } });
    expect(account.credentials.loginProfile).toBeDefined();
  });

  it('fails where a service control policy comes in between, and changes nothing', async () => {
    const [account] = cleanAccounts();
    if (!account) throw new Error('There is no clean account.');
    const run = start([account]);
    await run.link();
    scenario.organization.serviceControlPolicies.push({
      name: 'DenyRoot',
      targets: [account.id],
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
    });
    await decideTask(run, 'approve');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
    expect(run.taskReport().targets).toMatchObject([
      { outcome: 'failed', remedy: expect.stringContaining('"Null": {"aws:AssumedRoot": "true"}') },
    ]);
    expect(account.credentials.loginProfile).toBeUndefined();
  });
});

describe('an input that is wrong', () => {
  it.each([
    [{ task: 'become-root' }, 'task: received "become-root"; allowed: one of allow-password-recovery'],
    [{ task: 'allow-password-recovery', accounts: [] }, 'accounts: received []; allowed: a list of 1 to 50'],
    [{ task: 'allow-password-recovery', accounts: ['1'] }, 'reason: received nothing; allowed: a text'],
  ])('%j starts nothing', async (input, problem) => {
    scenario.organize();
    const run = scenario.runTask(input);
    expect(await run.execution.result).toMatchObject({
      status: 'FAILED',
      error: 'InvalidInputError',
      cause: expect.stringContaining(JSON.stringify(problem).slice(1, -1)),
    });
    expect(run.object('task.json')).toBeUndefined();
    expect(scenario.calls()['sts:AssumeRoot']).toBeUndefined();
  });

  it('names every account that is no active member, and why', async () => {
    const { managementAccount } = scenario.organize();
    const run = start([
      managementAccount,
      scenario.account('suspended'),
      { ...managementAccount, id: '999999999999' },
    ]);
    const ended = await run.execution.result;
    const { errorMessage } = JSON.parse('cause' in ended ? (ended.cause ?? '') : '');
    expect(errorMessage.split('\n').slice(1)).toEqual([
      expect.stringContaining('it is the management account'),
      expect.stringContaining('it is suspended'),
      expect.stringContaining('it is not in the organization'),
    ]);
  });
});

describe('the runs of the two state machines', () => {
  it('never meet in the run store', async () => {
    scenario.organize();
    const execution = scenario.app.start('task-run-1', { mode: 'audit' });
    expect(await execution.result).toMatchObject({
      status: 'FAILED',
      error: 'InvalidInputError',
      cause: expect.stringContaining('one that does not begin with'),
    });
  });
});
