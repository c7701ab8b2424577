import { GetRoleCommand } from '@aws-sdk/client-iam';
import {
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import { expect, it } from 'vitest';
import { startFixture } from './fixture';

const Filter = 'SERVICE_CONTROL_POLICY';

it('lists AWS’s own policy and those of the organization, describes each, and says where they are', async () => {
  const { organizations, organization } = await startFixture({ accounts: 3 });
  const [unit] = organization.organizationalUnits;
  const [account] = organization.accounts;
  const document = { Version: '2012-10-17', Statement: [] };
  const targets = [organization.rootId, unit?.id ?? '', account?.id ?? ''];
  organization.serviceControlPolicies = [{ name: 'Mine', targets, document }];
  const { Policies = [] } = await organizations().send(new ListPoliciesCommand({ Filter }));
  expect(Policies).toMatchObject([
    { Id: 'p-FullAWSAccess', AwsManaged: true, Type: Filter },
    { Id: expect.stringMatching(/^p-[0-9a-f]{8}$/), Name: 'Mine', AwsManaged: false },
  ]);

  const PolicyId = Policies[1]?.Id;
  const { Policy } = await organizations().send(new DescribePolicyCommand({ PolicyId }));
  const { Targets } = await organizations().send(new ListTargetsForPolicyCommand({ PolicyId }));
  expect(Policy).toMatchObject({ PolicySummary: { Id: PolicyId }, Content: JSON.stringify(document) });
  expect(Targets).toMatchObject([
    { TargetId: organization.rootId, Name: 'Root', Type: 'ROOT' },
    { TargetId: unit?.id, Name: unit?.name, Type: 'ORGANIZATIONAL_UNIT' },
    { TargetId: account?.id, Name: account?.name, Type: 'ACCOUNT' },
  ]);
});

it('has AWS’s own policy everywhere, page by page', async () => {
  const { organizations, organization } = await startFixture({ accounts: 20 });
  const all: string[] = [];
  const client = organizations();
  for await (const { Targets = [] } of paginateListTargetsForPolicy(
    { client },
    { PolicyId: 'p-FullAWSAccess' },
  ))
    all.push(...Targets.map(({ TargetId = '' }) => TargetId));
  expect(all).toHaveLength(1 + organization.organizationalUnits.length + 1 + 20);
});

it('has no policies of other types, and says so of a policy that is not there', async () => {
  const { organizations } = await startFixture();
  const { Policies } = await organizations().send(new ListPoliciesCommand({ Filter: 'TAG_POLICY' }));
  expect(Policies).toEqual([]);
  await expect(
    organizations().send(new DescribePolicyCommand({ PolicyId: 'p-00000000' })),
  ).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
});

it('lets a member account read no policies', async () => {
  const { organizations } = await startFixture({ caller: 'member' });
  await expect(organizations().send(new ListPoliciesCommand({ Filter }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

it('knows no role where there is no stack', async () => {
  const { iam } = await startFixture();
  await expect(iam().send(new GetRoleCommand({ RoleName: 'Gone' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
