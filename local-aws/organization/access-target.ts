import type { Access } from '../iam/access-control';
import { rootArn } from '../iam/principal';
import { optional } from '../wire/parameters';
import type { Call, SimulatedService } from './operation';
import { arnOf } from './organizations-answers';
import { bucketTarget } from './s3-buckets';
import { queueTarget } from './sqs-queues';
import { accountIdOf } from './sts-operations';

/** A call on its way to its operation. */
export interface CallOnItsWay extends Pick<Call, 'organization' | 'caller' | 'parameters' | 'region'> {
  service: SimulatedService;
  operation: string;
}

/** What a call is about. */
export interface AccessTarget extends Access {
  /** How AWS's errors call the resource. */
  shown: string;
  /** The account whose resource it is, where another's could be. */
  owner?: string;
  /** The resource's own policy, where the caller is not above it. */
  policy?: string;
}

/** The resource and the condition keys of a call's action, as the Service Authorization Reference has them. */
export function accessTarget(call: CallOnItsWay): AccessTarget {
  const { resource, ...rest } = targets[call.service](call);
  return { action: `${call.service}:${call.operation}`, resource, shown: resource, ...rest };
}

type Target = Pick<AccessTarget, 'resource' | 'context'> & Partial<AccessTarget>;

const targets: Record<SimulatedService, (call: CallOnItsWay) => Target> = {
  sts: ({ operation, parameters }) => {
    if (operation !== 'AssumeRoot') return { resource: '*' };
    return {
      resource: rootArn(accountIdOf(String(parameters.TargetPrincipal)) ?? ''),
      context: { 'sts:taskpolicyarn': String(parameters['TaskPolicyArn.arn']) },
    };
  },

  /** `UserName` makes any user but the root user the resource; AWS's errors name a resource only then. */
  iam: ({ operation, parameters, caller: { account, arn } }) => {
    if (operation === 'ListRoles') return { resource: `arn:aws:iam::${account.id}:role/` };
    if (operation === 'GetAccountSummary' || operation.includes('Organizations')) return { resource: '*' };
    if (operation === 'GetRole')
      return { resource: `arn:aws:iam::${account.id}:role/${optional(parameters, 'RoleName')}` };
    const userName = optional(parameters, 'UserName');
    if (userName === undefined) return { resource: arn, shown: '*' };
    return { resource: `arn:aws:iam::${account.id}:user/${userName}`, shown: `user ${userName}` };
  },

  organizations: ({ operation, parameters, organization }) => ({
    resource:
      operation === 'DescribeAccount'
        ? arnOf(organization, 'account', optional(parameters, 'AccountId'))
        : '*',
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
    context: parameters.ServicePrincipal
      ? { 'organizations:serviceprincipal': String(parameters.ServicePrincipal) }
      : undefined,
  }),

  account: ({ organization, caller }) => ({ resource: arnOf(organization, 'account', caller.account.id) }),

  s3: (call) => bucketTarget(call, call.operation),
  sqs: (call) => queueTarget(call, call.operation),
};
