import {
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  type PolicySummary,
} from '@aws-sdk/client-organizations';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { listAll } from '../../../lambdas/aws-calls/whole-list';
import { organizationsListing } from '../../../lambdas/organization/organization';
import { type Fact, read } from '../../aws/fact';
import { type Deployment, inTurn } from './deployment';

/** A policy of the organization, what it says, and where it is attached. */
export interface ControlPolicy {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly targets: readonly string[];
}

/** The types of policies that deny what others allow. */
export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/**
 * Reads the policies of a type and where they are attached: nowhere, where the type is not enabled. Organizations lets a
 * policy be described twice a second, so each is described once, and those that AWS manages not at all.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export async function readPolicies(
  { settingsFor }: Deployment,
  type: PolicyType,
): Promise<Fact<ControlPolicy[]>> {
  const client = new OrganizationsClient(settingsFor('ORGANIZATIONS'));
  const listed = await read('organizations:ListPolicies', () => listPolicies(client, type));
  if (!listed.known) return listed;
  const ids = listed.value.flatMap(({ Id, AwsManaged }) => (Id && !AwsManaged ? [Id] : []));
  const contents = await read('organizations:DescribePolicy', () =>
    inTurn(ids, (id) => readContent(client, id)),
  );
  if (!contents.known) return contents;
  return read('organizations:ListTargetsForPolicy', () =>
    inTurn(ids, async (id) => ({
      id,
      name: listed.value.find(({ Id }) => Id === id)?.Name ?? id,
      content: contents.value[ids.indexOf(id)] ?? '',
      targets: await listTargets(client, id),
    })),
  );
}

const listPolicies = (client: OrganizationsClient, Filter: PolicyType): Promise<PolicySummary[]> =>
  listAll({
    ...organizationsListing,
    call: 'organizations:ListPolicies',
    read: (NextToken?: string) => client.send(new ListPoliciesCommand({ Filter, NextToken })),
    items: ({ Policies }) => Policies,
    id: ({ Id }) => Id,
  });

async function readContent(client: OrganizationsClient, PolicyId: string): Promise<string> {
  const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
  return contentOf('organizations:DescribePolicy', 'the policy', Policy?.Content);
}

async function listTargets(client: OrganizationsClient, PolicyId: string): Promise<string[]> {
  const targets = await listAll({
    ...organizationsListing,
    call: 'organizations:ListTargetsForPolicy',
    read: (NextToken?: string) => client.send(new ListTargetsForPolicyCommand({ PolicyId, NextToken })),
    items: ({ Targets }) => Targets,
    id: ({ TargetId }) => TargetId,
  });
  return targets.map(({ TargetId = '' }) => TargetId);
}
