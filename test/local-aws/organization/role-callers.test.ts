import { DeleteLoginProfileCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand, ListRootsCommand } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { AccessControl } from '../../../local-aws/iam/access-control';
import { parsePolicy } from '../../../local-aws/iam/policy-document';
import { roleSession } from '../../../local-aws/iam/principal';
import { AUDIT, assumeRootCommand, DELETE, refusalOf, startFixture } from './fixture';

const roleArn = 'arn:aws:iam::111111111111:role/Inspect';
const caller = 'arn:aws:sts::111111111111:assumed-role/Inspect/AssumeRootToInspect';

const policy = parsePolicy(
  {
    Statement: [
      { Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoot',
        Resource: 'arn:aws:iam::*:root',
        Condition: { ArnEquals: { 'sts:TaskPolicyArn': `arn:aws:iam::aws:policy/root-task/${AUDIT}` } },
      },
    ],
  },
  'Inspect',
);

async function asRole() {
  const fixture = await startFixture();
  const access = new AccessControl({ policies: { roles: { [roleArn]: [policy] }, resources: {} } });
  fixture.simulator.enforce(access);
  const credentials = access.credentialsOf(roleSession(roleArn, 'AssumeRootToInspect'));
  return { ...fixture, credentials };
}

it('a role opens root sessions with the task policy that its condition names', async () => {
  const { sts, credentials, account, organization } = await asRole();
  const { id } = account('clean');
  await sts(credentials).send(assumeRootCommand(id, AUDIT));
  expect(organization.events.at(-1)).toMatchObject({
    type: 'session-opened',
    accountId: id,
    principal: caller,
  });
});

it('a role opens no root session with another one', async () => {
  const { sts, credentials, account } = await asRole();
  const { id } = account('clean');
  expect(await refusalOf(sts(credentials).send(assumeRootCommand(id, DELETE)))).toEqual({
    name: 'AccessDenied',
    status: 403,
    message: `User: ${caller} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${id}:root because no identity-based policy allows the sts:AssumeRoot action`,
  });
});

it('a role may ask Organizations what its policy allows, and nothing else', async () => {
  const { organizations, credentials } = await asRole();
  await organizations(credentials).send(new ListAccountsCommand({}));
  expect(await refusalOf(organizations(credentials).send(new ListRootsCommand({})))).toEqual({
    name: 'AccessDeniedException',
    status: 400,
    message: "You don't have permissions to access this resource.",
  });
});

it('a role never acts on a login profile of its own account', async () => {
  const { iam, credentials } = await asRole();
  expect(await refusalOf(iam(credentials).send(new DeleteLoginProfileCommand({})))).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(
      'because no identity-based policy allows the iam:DeleteLoginProfile action',
    ),
  });
});

it('a role needs no permission to ask who it is', async () => {
  const { sts, credentials } = await asRole();
  const { Arn, Account } = await sts(credentials).send(new GetCallerIdentityCommand({}));
  expect({ Arn, Account }).toEqual({ Arn: caller, Account: '111111111111' });
});

it('every other access key is still the operator', async () => {
  const { sts, organizations } = await asRole();
  await organizations().send(new ListRootsCommand({}));
  expect((await sts().send(new GetCallerIdentityCommand({}))).Arn).toMatch(/:user\/operator$/);
});
