import { DeleteAccessKeyCommand, GetAccountSummaryCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { DELETE, refusalOf, startFixture } from './fixture';

const isRoot = { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } };
const denyRoot = (Condition: object, Action: string | string[] = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action, Resource: '*', Condition }],
});
const exempting = denyRoot({ ...isRoot, Null: { 'aws:AssumedRoot': 'true' } });

/** The account of old access keys under one service control policy, and whether its root user may list them. */
async function underPolicy(document: unknown, target: 'account' | 'unit' | 'root' | 'elsewhere' = 'account') {
  const fixture = await startFixture();
  const { organization, account, rootOf } = fixture;
  const { id, parentId } = account('old-access-keys');
  const targets = { account: id, unit: parentId, root: organization.rootId, elsewhere: 'ou-none-00000000' };
  organization.serviceControlPolicies = [{ name: 'Policy', targets: [targets[target]], document }];
  return { ...fixture, id, client: await rootOf('old-access-keys', DELETE) };
}

describe('a service control policy that denies the root user', () => {
  it.each(['account', 'unit', 'root'] as const)(
    'blocks a root session where it is attached to the %s',
    async (target) => {
      const { id, client } = await underPolicy(denyRoot(isRoot), target);
      expect(await refusalOf(client.send(new ListAccessKeysCommand({})))).toEqual({
        name: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:iam::${id}:root is not authorized to perform: iam:ListAccessKeys on resource: * with an explicit deny in a service control policy`,
      });
    },
  );

  it('blocks nothing where it is attached elsewhere', async () => {
    const { client } = await underPolicy(denyRoot(isRoot), 'elsewhere');
    expect((await client.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(2);
  });

  it('lets root sessions through with "Null": {"aws:AssumedRoot": "true"}', async () => {
    const { client, account } = await underPolicy(exempting, 'root');
    const [key] = account('old-access-keys').credentials.accessKeys;
    await client.send(new DeleteAccessKeyCommand({ AccessKeyId: key?.accessKeyId }));
    expect(account('old-access-keys').credentials.accessKeys).toHaveLength(1);
  });

  it('gives nothing back that the task policy denies', async () => {
    const { client } = await underPolicy(exempting);
    expect(await refusalOf(client.send(new GetAccountSummaryCommand({})))).toMatchObject({
      message: expect.stringMatching(/ with an explicit deny in an identity-based policy$/),
    });
  });

  it('blocks the actions it names and no others', async () => {
    const { client, account } = await underPolicy(denyRoot(isRoot, ['iam:Delete*', 'iam:Deactivate*']));
    const [key] = account('old-access-keys').credentials.accessKeys;
    await client.send(new ListAccessKeysCommand({}));
    const refused = client.send(new DeleteAccessKeyCommand({ AccessKeyId: key?.accessKeyId }));
    expect(await refusalOf(refused)).toMatchObject({ name: 'AccessDenied' });
  });

  it('stands in the way of no AssumeRoot and no GetCallerIdentity', async () => {
    const { sts, assumeRoot, id } = await underPolicy(denyRoot(isRoot));
    const identity = await sts(await assumeRoot(id, DELETE)).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(`arn:aws:iam::${id}:root`);
  });

  it('holds as soon as it is changed', async () => {
    const { client, organization } = await underPolicy(denyRoot(isRoot));
    for (const policy of organization.serviceControlPolicies) policy.document = exempting;
    expect((await client.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(2);
  });
});
