import { describe, expect, it } from 'vitest';
import { countCredentials } from '../../local-aws';
import { useScenario } from './support/scenario';

const scenario = useScenario();
const audit = { mode: 'audit' as const };

describe('execution input', () => {
  it('takes a list file with CRLF, comments, blank lines and an account twice', async () => {
    const { accounts } = scenario.organize();
    const [first, second, third] = accounts.map(({ id }) => id);
    const text = `# wave 1\r\n${first}\r\n\r\n  ${second}   # payments\r\n${first}\r\n`;
    await scenario.app.objects.putObject(scenario.app.bucket, 'input/account_id.list', text);
    const run = scenario.run({ ...audit, accountsFile: `s3://${scenario.app.bucket}/input/account_id.list` });

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    const reported = run.report().accounts.map(({ accountId }) => accountId);
    expect(reported.sort()).toEqual([first, second].sort());
    expect(reported).not.toContain(third);
  });

  it('adds up accounts and organizational units, and takes away what is excluded', async () => {
    const { accounts, rootId } = scenario.organize();
    const [excluded] = accounts.map(({ id }) => id);
    const run = scenario.run({ ...audit, organizationalUnits: [rootId], exclude: [excluded ?? ''] });

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    const { accounts: reported } = run.report();
    expect(reported).toHaveLength(13);
    expect(reported.find(({ accountId }) => accountId === excluded)).toMatchObject({
      outcome: 'skipped',
      reason: 'Excluded by the execution input.',
    });
  });

  it('asks only about the kinds it names, and never about MFA devices without their password', async () => {
    scenario.organize();
    const run = scenario.run({ ...audit, credentials: ['access-keys', 'mfa-devices'] });
    await run.execution.result;

    const plan: { accounts: { credentials: { kind: string }[] }[] } = JSON.parse(
      run.object('plan.json') ?? '',
    );
    const kinds = plan.accounts.flatMap(({ credentials }) => credentials.map(({ kind }) => kind));
    expect([...new Set(kinds)]).toEqual(['access-keys']);
  });

  it('refuses a name that the store has a run of, whose decision would be taken for this one’s', async () => {
    scenario.organize();
    const first = scenario.run(audit);
    await first.execution.result;
    const run = scenario.run();
    // The local runtime never gives a name away again; Step Functions does after 90 days.
    const { bucket, objects } = scenario.app;
    const earlier = first.object('accounts.json') ?? '';
    await objects.putObject(bucket, `runs/${run.name}/accounts.json`, earlier);
    await objects.putObject(bucket, `runs/${run.name}/plan.json`, first.object('plan.json') ?? '');
    const asked = scenario.calls()['sts:AssumeRoot'];
    const result = await run.execution.result;

    expect(result).toMatchObject({
      status: 'FAILED',
      error: 'InvalidInputError',
      cause: expect.stringContaining('one that no run in the run store has'),
    });
    expect(run.object('accounts.json')).toBe(earlier);
    expect(run.object('report.json')).toBeUndefined();
    expect(scenario.calls()['sts:AssumeRoot']).toBe(asked);
  });

  it.each([
    [{ account: ['111122223333'] }, 'account: not a field of the input'],
    [{ accounts: ['1111'] }, 'accounts[0]: received "1111"'],
    [
      { accounts: ['999999999999'] },
      'accounts: received "999999999999"; allowed: the ID of an account in this',
    ],
    [{ exclude: ['999999999999'] }, 'exclude: received "999999999999"'],
    [{ organizationalUnits: ['ou-none-00000000'] }, 'organizationalUnits: received "ou-none-00000000"'],
    [
      { accountsFile: 's3://run-bucket/nowhere.list' },
      'accountsFile: received "s3://run-bucket/nowhere.list"',
    ],
    [{ mode: 'delete', credentials: ['passwords'] }, 'credentials[0]: received "passwords"'],
    ['all of them', 'input: received "all of them"; allowed: a JSON object'],
  ])('refuses %j before anything is started', async (input, message) => {
    scenario.organize();
    const run = scenario.run(input);
    const result = await run.execution.result;

    expect(result).toMatchObject({ status: 'FAILED', error: 'InvalidInputError' });
    expect('cause' in result && JSON.parse(result.cause ?? '').errorMessage).toContain(message);
    expect(run.object('accounts.json')).toBeUndefined();
    expect(scenario.calls()['sts:AssumeRoot']).toBeUndefined();
    expect(countCredentials(scenario.organization)).toBe(14);
  });
});
