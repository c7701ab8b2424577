import { createHash } from 'node:crypto';
import type { Answer } from '../wire/answer';
import { AwsError } from '../wire/aws-error';
import type { Operations } from '../wire/service';
import type { Call } from './operation';
import type { Organization, ServiceControlPolicy } from './organization';
import { arnOf } from './organizations-answers';
import { allAccounts, requiredText } from './organizations-input';
import { organizationsPage } from './organizations-paging';

const type = 'SERVICE_CONTROL_POLICY';

/** Service control policies in AWS Organizations, API version 2016-11-28; there are no policies of other types. */
export const ORGANIZATIONS_POLICIES: Operations<Call> = {
  ListPolicies({ organization, parameters }) {
    const filter = requiredText(parameters, 'Filter', /^[A-Z_]+$/);
    const policies = filter === type ? policiesOf(organization) : [];
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

/** AWS's own, which is attached everywhere. */
const fullAccess = (organization: Organization): ServiceControlPolicy => ({
  name: 'FullAWSAccess',
  targets: [
    organization.rootId,
    ...organization.organizationalUnits.map(({ id }) => id),
    ...allAccounts(organization).map(({ id }) => id),
  ],
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
});

const policiesOf = (organization: Organization): ServiceControlPolicy[] => [
  fullAccess(organization),
  ...organization.serviceControlPolicies,
];

const isAwsManaged = ({ name }: ServiceControlPolicy) => name === 'FullAWSAccess';

/** AWS's own policies are called by their name, all others by eight characters. */
const idOf = (policy: ServiceControlPolicy) =>
  `p-${isAwsManaged(policy) ? policy.name : createHash('sha256').update(policy.name).digest('hex').slice(0, 8)}`;

function existingPolicy({ organization, parameters }: Call): ServiceControlPolicy {
  const id = requiredText(parameters, 'PolicyId', /^p-[0-9a-zA-Z_]{8,128}$/);
  const found = policiesOf(organization).find((policy) => idOf(policy) === id);
  if (found) return found;
  throw new AwsError(
    'PolicyNotFoundException',
    "We can't find a policy with the PolicyId that you specified.",
  );
}

function summaryOf(organization: Organization, policy: ServiceControlPolicy): Answer {
  const id = idOf(policy);
  return {
    Id: id,
    Arn: arnOf(organization, 'policy', `service_control_policy/${id}`),
    Name: policy.name,
    Description: '',
    Type: type,
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
