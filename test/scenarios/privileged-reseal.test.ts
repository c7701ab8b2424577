import { describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { momentText } from '../../lambdas/report/words';
import { type Account, type Execution, mfaDeviceId } from '../../local-aws';
import { addMfaDevice, makeAccessKey, recoverPassword } from '../support/account-owner';
import { ManualClock } from '../support/manual-clock';
import { alice } from './support/approvers';
import { decideTask } from './support/decide-task';
import { recoveries } from './support/recoveries';
import { eventually, useScenario } from './support/scenario';

const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
const hours = (n: number) => n * 60 * 60 * 1000;

const { allowFor, allowed, entered, resealOf, resealLink } = recoveries(scenario);

function oneCleanAccount(): Account {
  const account = scenario.organize().accounts.find(({ kind }) => kind === 'clean');
  if (!account) throw new Error('There is no clean account.');
  return account;
}

/** Lets the time for a decision run out, with the reminder in between. */
async function expire(execution: Execution, run: string): Promise<void> {
  clock.advance(hours(54));
  await eventually(() => {
    const reminders = scenario.emails.filter(
      ({ subject, message }) => /^Reminder/.test(subject) && message.includes(run),
    );
    return reminders.length === 2 || undefined;
  }, execution);
  await eventually(() => clock.sleeping > 0 || undefined, execution);
  clock.advance(hours(19));
}

describe('password recovery for a time', () => {
  it('is taken away again by a purge with an approval of its own, and the report says what was made meanwhile', async () => {
    const account = oneCleanAccount();
    const run = allowFor('PT2H', [account]);
    const page = await decideTask(run, 'approve');
    expect(page.text).toContain('2 hours after it was allowed');
    await entered(run.execution, 'WaitToReseal');
    expect(run.taskReport()).toMatchObject({ outcomes: { done: 1 }, resealAt: expect.any(String) });

    recoverPassword(account, clock.now());
    const { accessKeyId } = makeAccessKey(account, clock.now());
    const device = addMfaDevice(account, clock.now());
    clock.advance(hours(2));
    await decideOnPage(await resealLink(run), 'all');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(account.credentials).toMatchObject({ accessKeys: [], mfaDevices: [] });
    expect(account.credentials.loginProfile).toBeUndefined();
    const report = run.taskReport();
    expect(report).toMatchObject({
      resealRun: run.name.replace('task-', 'reseal-'),
      summary: expect.stringContaining('Taken away again in 1 of 1 account.'),
      targets: [
        {
          outcome: 'done',
          next: [],
          resealed: {
            outcome: 'purged',
            sealed: 'yes',
            credentials: [
              { kind: 'access-keys', id: accessKeyId, made: 'since', became: 'deleted' },
              { kind: 'login-profile', lastUsed: { state: 'used' }, made: 'since', became: 'deleted' },
              { kind: 'mfa-devices', id: mfaDeviceId(device), made: 'since', became: 'deleted' },
            ],
            unknown: [],
          },
        },
      ],
    });
    expect(report.resealAt).toBeUndefined();
    const last = run.emails().findLast(({ to }) => to === alice);
    expect(last?.message).toContain(
      `Access key ${accessKeyId}, made ${momentText(device.enableDate)}, never used: deleted`,
    );
  });

  it('is taken away again where IAM accepted it, did not show it yet, and denied the retry', async () => {
    const account = oneCleanAccount();
    let attempts = 0;
    let hidden: Account['credentials']['loginProfile'];
    scenario.onCall = ({ operation }) => {
      if (operation === 'CreateLoginProfile' && ++attempts === 2)
        scenario.organization.serviceControlPolicies.push({
          name: 'DenyCreation',
          targets: [account.id],
          document: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Deny', Action: 'iam:CreateLoginProfile', Resource: '*' }],
          },
        });
      if (operation === 'GetLoginProfile' && attempts === 1) {
        hidden = account.credentials.loginProfile;
        account.credentials.loginProfile = undefined;
      }
    };
    const run = allowFor('PT2H', [account]);
    await decideTask(run, 'approve');
    const { execution } = run;
    await eventually(() => execution.history.find(({ type }) => type === 'TaskFailed'), execution);
    clock.advance(5000);
    await entered(run.execution, 'WaitToReseal');
    expect(run.taskReport()).toMatchObject({ outcomes: { unknown: 1 }, resealAt: expect.any(String) });

    account.credentials.loginProfile = hidden;
    clock.advance(hours(2));
    await decideOnPage(await resealLink(run), 'all');
    await run.execution.result;
    expect(account.credentials.loginProfile).toBeUndefined();
  });

  it('that nobody took up is taken away as well', async () => {
    const account = oneCleanAccount();
    const run = allowFor('PT1M', [account]);
    await allowed(run);
    clock.advance(hours(1));
    await decideOnPage(await resealLink(run), 'all');
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.taskReport().targets[0]?.resealed).toMatchObject({
      outcome: 'purged',
      sealed: 'yes',
      credentials: [
        { kind: 'login-profile', lastUsed: { state: 'never' }, made: 'since', became: 'deleted' },
      ],
    });
  });

  it('stays, and the execution fails, when nobody decides on the purge', async () => {
    const account = oneCleanAccount();
    const run = allowFor('PT1M', [account]);
    await allowed(run);
    clock.advance(hours(1));
    await resealLink(run);
    await expire(await resealOf(run), run.name.replace('task-', 'reseal-'));
    expect(await run.execution.result).toMatchObject({
      status: 'FAILED',
      cause: expect.stringContaining('Sealed again: no (expired)'),
    });
    expect(account.credentials.loginProfile).toBeDefined();
  });

  it.each([
    ['left', 'The account is not in the organization any more: no root session can be opened in it.'],
    ['was suspended', 'The account is suspended: no root session can be opened in it.'],
  ])(
    'is taken away from the other account where one %s meanwhile, and the execution fails',
    async (what, reason) => {
      const [stays, goes] = scenario.organize().accounts.filter(({ kind }) => kind === 'clean');
      if (!stays || !goes) throw new Error('There are no two clean accounts.');
      const run = allowFor('PT2H', [goes, stays]);
      await allowed(run);
      const { accounts } = scenario.organization;
      if (what === 'left') accounts.splice(accounts.indexOf(goes), 1);
      else goes.state = 'SUSPENDED';
      recoverPassword(stays, clock.now());
      clock.advance(hours(2));
      await decideOnPage(await resealLink(run), 'all');

      expect(await run.execution.result).toMatchObject({
        status: 'FAILED',
        cause: expect.stringContaining(`${goes.id} done:   Sealed again: not known (skipped). ${reason}`),
      });
      expect(stays.credentials.loginProfile).toBeUndefined();
      expect(run.taskReport()).toMatchObject({
        summary: expect.stringContaining('Taken away again in 1 of 2 accounts.'),
        targets: [
          { accountId: goes.id, resealed: { outcome: 'skipped', reason, sealed: 'unknown' } },
          { accountId: stays.id, resealed: { outcome: 'purged' } },
        ],
      });
      const last = run.emails().findLast(({ to }) => to === alice);
      expect(last?.message).toContain(`Sealed again: not known (skipped). ${reason}`);
    },
  );

  it('that is refused is not taken away, since nothing was allowed', async () => {
    const account = oneCleanAccount();
    const run = allowFor('PT1M', [account]);
    await decideTask(run, 'reject');
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(scenario.started.map(({ name }) => name)).not.toContain(run.name.replace('task-', 'reseal-'));
  });
});

describe('a task that nobody decides on', () => {
  it('expires, and changes nothing', async () => {
    const account = oneCleanAccount();
    const run = allowFor('PT1M', [account]);
    await run.link();
    await expire(run.execution, run.name);
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.taskReport()).toMatchObject({ outcomes: { expired: 1 }, decision: { decision: 'EXPIRED' } });
    expect(account.credentials.loginProfile).toBeUndefined();
  });
});
