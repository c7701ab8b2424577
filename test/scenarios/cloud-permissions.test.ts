import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AccessControl, countCredentials, parsePolicy, roleSession } from '../../local-aws';
import { type CloudTest, cloudTest } from './support/cloud-process';

let test: CloudTest;
beforeAll(async () => {
  test = await cloudTest({ accounts: 5, seed: 3 });
});
afterAll(() => test.stop());

const file = 'docs/policies/run.json';
const documented = await parsePolicy(JSON.parse(readFileSync(file, 'utf8')), file);

it('purges with the documented permissions, and every one of them that it used is among them', async () => {
  const roleArn = `arn:aws:iam::${test.organization.managementAccount.id}:role/Operator`;
  const used = new Set<string>();
  const access = new AccessControl({
    policies: { roles: { [roleArn]: [documented] }, resources: {} },
    onDecision: ({ action }) => used.add(action),
  });
  test.simulator.enforce(access);
  const { accessKeyId, secretAccessKey, sessionToken } = access.credentialsOf(roleSession(roleArn, 'ana'));
  const units = JSON.stringify({ organizationalUnits: [test.organization.rootId] });
  const credentials = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
  const args = ['--purge', '--approve', 'all', '--input', units];
  const ended = await test.start(args, credentials, 'npx root-purge run').ended;
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  expect(countCredentials(test.organization)).toBe(0);
  const granted = documented.Statement.flatMap(({ Action = [] }) => Action);
  expect([...used].sort()).toEqual([...new Set(granted)].sort());
}, 180_000);
