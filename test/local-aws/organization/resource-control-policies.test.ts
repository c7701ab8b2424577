import { describe, expect, it } from 'vitest';
import { DELETE, refusalOf, startFixture } from './fixture';

const deny = (Condition: object, Action = 'sts:AssumeRoot') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action, Resource: '*', Condition }],
});

async function underPolicy(document: unknown, target: 'account' | 'root' | 'elsewhere' = 'account') {
  const fixture = await startFixture();
  // Of an IAM user nobody knows here what it may do.
  fixture.organization.operator.roleName = 'Operator';
  const { id } = fixture.account('old-access-keys');
  const targets = { account: id, root: fixture.organization.rootId, elsewhere: 'ou-none-00000000' };
  fixture.organization.resourceControlPolicies = [{ name: 'Policy', targets: [targets[target]], document }];
  return { ...fixture, id };
}

describe('a resource control policy', () => {
  it.each(['account', 'root'] as const)(
    'denies AssumeRoot where it is attached to the %s',
    async (target) => {
      const { assumeRoot, id } = await underPolicy(deny({}, 'sts:*'), target);
      expect(await refusalOf(assumeRoot(id, DELETE))).toMatchObject({
        name: 'AccessDenied',
        message: expect.stringMatching(/ with an explicit deny in a resource control policy$/),
      });
    },
  );

  it.each([
    ['attached elsewhere', deny({}), 'elsewhere'],
    ['about other actions', deny({}, 'sts:AssumeRole'), 'root'],
  ] as const)('denies nothing that is %s', async (_, document, target) => {
    const { assumeRoot, id } = await underPolicy(document, target);
    expect(await assumeRoot(id, DELETE)).toBeDefined();
  });
});
