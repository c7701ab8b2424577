import { expect, it, onTestFinished } from 'vitest';
import { type Account, countCredentials } from '../../local-aws';
import { type CloudTest, cloudTest, environmentCredentials } from './support/cloud-process';

const member = ({ organization }: CloudTest, suits: (account: Account) => boolean) => {
  const found = organization.accounts.find((account) => account.state === 'ACTIVE' && suits(account));
  if (!found) throw new Error('No account suits');
  return found;
};

it.each(['npm start', 'npx root-purge run'] as const)(
  'leaves excluded accounts and excepted keys alone in %s, and deletes all else',
  async (program) => {
    const test = await cloudTest({ accounts: 6, seed: 1 });
    onTestFinished(() => test.stop());
    const excluded = member(test, ({ credentials }) => credentials.loginProfile !== undefined);
    const excepted = member(
      test,
      ({ id, credentials }) => id !== excluded.id && credentials.accessKeys.length > 0,
    );
    const opened: (string | undefined)[] = [];
    test.onCall = ({ operation, accountId }) => {
      if (operation === 'AssumeRoot') opened.push(accountId);
    };
    const before = structuredClone({ all: excluded.credentials, keys: excepted.credentials.accessKeys });
    const exception = { accounts: [excepted.id], credentials: ['access-keys'] };
    const why = { owner: 'Payments', reason: 'A vendor signs with it', expires: '2037-12-31' };
    const context = { excludedAccounts: [excluded.id], exceptions: [{ ...exception, ...why }] };
    const url = test.simulator.url;
    const env = {
      ...environmentCredentials,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      ...(program === 'npm start' && {
        AWS_ENDPOINT_URL_STS: url,
        AWS_ENDPOINT_URL_IAM: url,
        AWS_ENDPOINT_URL_ORGANIZATIONS: url,
      }),
    };
    const purge = program === 'npm start' ? [] : ['--purge'];
    const ended = await test.start([...purge, '--approve', 'all'], env, program).ended;
    expect(ended.status).toBe(0);
    expect(opened).not.toContain(excluded.id);
    expect(excluded.credentials).toEqual(before.all);
    expect(excepted.credentials.accessKeys).toEqual(before.keys);
    const others = test.organization.accounts.filter(
      ({ id, state }) => id !== excluded.id && state === 'ACTIVE',
    );
    const keys = others.flatMap(({ credentials }) => credentials.accessKeys);
    expect(keys).toEqual(before.keys);
    expect(countCredentials({ ...test.organization, accounts: [excepted] })).toBe(before.keys.length);
  },
);
