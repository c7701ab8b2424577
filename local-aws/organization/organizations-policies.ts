import { createHash } from 'node:crypto';
import type { Answer } from '../wire/answer';
import { AwsError } from '../wire/aws-error';
import type { Operations } from '../wire/service';
import type { Call } from './operation';
import type { ControlPolicy, Organization } from './organization';
import { arnOf } from './organizations-answers';
import { allAccounts, requiredText } from './organizations-input';
import { organizationsPage } from './organizations-paging';

type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** AWS's own policy of each type, which is attached everywhere. */
const fullAccess: Readonly<Record<PolicyType, string>> = {
  SERVICE_CONTROL_POLICY: 'FullAWSAccess',
  RESOURCE_CONTROL_POLICY: 'RCPFullAWSAccess',
};

/** Service and resource control policies in AWS Organizations, API version 2016-11-28; there are none of other types. */
export const ORGANIZATIONS_POLICIES: Operations<Call> = {
  ListPolicies({ organization, parameters }) {
    const filter = requiredText(parameters, 'Filter', /^[A-Z_]+$/);
    const policies = policiesOf(organization).filter(({ type }) => type === filter);
    const { page, rest } = organizationsPage(policies, parameters);
    return { Policies: page.map((policy) => summaryOf(organization, policy)), ...rest };
  },

  DescribePolicy(call) {
    const policy = existingPolicy(call);
    const PolicySummary = summaryOf(call.organization, policy);
    return { Policy: { PolicySummary, Content: JSON.stringify(policy.document) } };
  },

  ListTargetsForPolicy(call) {
    const { organization, parameters } = call;
    const { page, rest } = organizationsPage(existingPolicy(call).targets, parameters);
    return { Targets: page.map((id) => targetOf(organization, id)), ...rest };
  },
};

/** A policy, and of which type it is. */
interface TypedPolicy extends ControlPolicy {
  readonly type: PolicyType;
}

const policiesOf = (organization: Organization): TypedPolicy[] => [
  ...ofType(organization, 'SERVICE_CONTROL_POLICY', organization.serviceControlPolicies),
  ...ofType(organization, 'RESOURCE_CONTROL_POLICY', organization.resourceControlPolicies),
];

function ofType(organization: Organization, type: PolicyType, own: readonly ControlPolicy[]): TypedPolicy[] {
  const { rootId, organizationalUnits } = organization;
  const everywhere = [rootId, ...[...organizationalUnits, ...allAccounts(organization)].map(({ id }) => id)];
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const aws = { name: fullAccess[type], targets: everywhere, document };
  return [aws, ...own].map((policy) => ({ ...policy, type }));
}

const isAwsManaged = ({ name, type }: TypedPolicy) => name === fullAccess[type];

/** AWS's own policies are called by their name, all others by eight characters. */
const idOf = (policy: TypedPolicy) =>
  `p-${isAwsManaged(policy) ? policy.name : createHash('sha256').update(policy.name).digest('hex').slice(0, 8)}`;

function existingPolicy({ organization, parameters }: Call): TypedPolicy {
  const id = requiredText(parameters, 'PolicyId', /^p-[0-9a-zA-Z_]{8,128}$/);
  const found = policiesOf(organization).find((policy) => idOf(policy) === id);
  if (found) return found;
  throw new AwsError(
    'PolicyNotFoundException',
    "We can't find a policy with the PolicyId that you specified.",
  );
}

function summaryOf(organization: Organization, policy: TypedPolicy): Answer {
  const id = idOf(policy);
  return {
    Id: id,
    Arn: arnOf(organization, 'policy', `${policy.type.toLowerCase()}/${id}`),
    Name: policy.name,
    Description: '',
    Type: policy.type,
    AwsManaged: isAwsManaged(policy),
  };
}

function targetOf(organization: Organization, TargetId: string): Answer {
  const unit = organization.organizationalUnits.find(({ id }) => id === TargetId);
  const account = allAccounts(organization).find(({ id }) => id === TargetId);
  const [Type, arnType] = unit
    ? (['ORGANIZATIONAL_UNIT', 'ou'] as const)
    : account
      ? (['ACCOUNT', 'account'] as const)
      : (['ROOT', 'root'] as const);
  return {
    TargetId,
    Arn: arnOf(organization, arnType, TargetId),
    Name: unit?.name ?? account?.name ?? 'Root',
    Type,
  };
}
