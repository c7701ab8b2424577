import { describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { mfaDeviceId } from '../../local-aws';
import { useScenario } from './support/scenario';

const scenario = useScenario();
const keyFrom = (accountId: string) => `AKIA${accountId}0000`;

describe('an account that changes between the plan and the purge', () => {
  it('is purged where somebody else deleted a credential first', async () => {
    scenario.organize();
    const account = scenario.account('old-access-keys');
    const run = scenario.run();
    const link = await run.link();
    const [gone, other] = account.credentials.accessKeys.splice(0, 1).concat(account.credentials.accessKeys);
    await decideOnPage(link, 'all');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.report().accounts.find(({ accountId }) => accountId === account.id)).toMatchObject({
      outcome: 'purged',
      deleted: [
        { kind: 'access-keys', id: gone?.accessKeyId, result: 'already-gone' },
        { kind: 'access-keys', id: other?.accessKeyId, result: 'deleted' },
      ],
      remaining: [],
    });
  });

  it('keeps an access key that appeared since the plan, and the report says so', async () => {
    scenario.organize();
    const account = scenario.account('password-and-mfa');
    const run = scenario.run();
    const link = await run.link();
    const accessKeyId = keyFrom(account.id);
    account.credentials.accessKeys.push({
      accessKeyId,
      status: 'Active',
      createDate: new Date().toISOString(),
    });
    await decideOnPage(link, 'all');
    await run.execution.result;

    expect(account.credentials.accessKeys.map((key) => key.accessKeyId)).toEqual([accessKeyId]);
    expect(run.report().accounts.find(({ accountId }) => accountId === account.id)).toMatchObject({
      outcome: 'kept',
      appearedSincePlan: [{ kind: 'access-keys', id: accessKeyId }],
      remaining: [
        { kind: 'access-keys', id: accessKeyId, why: 'It appeared since the plan and was left alone.' },
      ],
    });
  });

  it('keeps an MFA device that was enabled since the plan under the name of an approved one', async () => {
    scenario.organize();
    const account = scenario.account('password-and-mfa');
    const run = scenario.run({ accounts: [account.id] });
    const link = await run.link();
    const [before] = account.credentials.mfaDevices;
    const other = { serialNumber: before?.serialNumber ?? '', enableDate: new Date().toISOString() };
    account.credentials.mfaDevices = [other];
    await decideOnPage(link, 'all');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(account.credentials.mfaDevices).toEqual([other]);
    expect(run.report().accounts).toEqual([
      expect.objectContaining({
        outcome: 'kept',
        appearedSincePlan: [{ kind: 'mfa-devices', id: mfaDeviceId(other) }],
        deleted: expect.arrayContaining([
          { kind: 'mfa-devices', id: before && mfaDeviceId(before), result: 'already-gone' },
        ]),
      }),
    ]);
  });

  it('keeps its MFA devices where a password appeared since the plan', async () => {
    scenario.organize();
    const account = scenario.account('password-and-mfa');
    account.credentials.loginProfile = undefined;
    const devices = account.credentials.mfaDevices.map(mfaDeviceId);
    const run = scenario.run({ accounts: [account.id] });
    const link = await run.link();
    const createDate = new Date().toISOString();
    const id = `login-profile@${createDate}`;
    account.credentials.loginProfile = { createDate };
    await decideOnPage(link, 'all');

    expect(await run.execution.result).toMatchObject({ status: 'FAILED', error: 'SomeAccountsNotSettled' });
    expect(account.credentials.mfaDevices.map(mfaDeviceId)).toEqual(devices);
    const [reported] = run.report().accounts;
    expect(reported).toMatchObject({
      outcome: 'failed',
      deleted: [],
      appearedSincePlan: [{ kind: 'login-profile', id }],
      remaining: [
        { kind: 'login-profile', id },
        { kind: 'mfa-devices', id: devices[0], why: expect.stringContaining('The password is still there') },
      ],
    });
  });
});
