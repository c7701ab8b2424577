import type { Access, AccessControl } from '../runtime/iam/access-control';
import { denial } from '../runtime/iam/denial';
import { evaluate } from '../runtime/iam/evaluate';
import { requestContext, rootArn } from '../runtime/iam/principal';
import type { Caller } from './caller';
import type { Parameters } from './operation';
import type { Organization } from './organization';
import { arnOf } from './organizations-answers';
import { optional } from './parameters';
import { serviceControlStatements } from './service-control-policies';
import { accessDenied, ServiceError } from './service-error';
import type { RootSession } from './sessions';
import { accountIdOf } from './sts-operations';

export interface AuthorizeOptions {
  organization: Organization;
  /** What the role sessions among the callers may do. */
  access?: AccessControl;
}

/**
 * Throws what stands in the way of a call before it is looked at: what the caller's policies deny, then an operation
 * that is out of order in this account. GetCallerIdentity needs no permission
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
 */
export function authorize(
  caller: Caller,
  service: string,
  operation: string,
  parameters: Parameters,
  options: AuthorizeOptions,
): void {
  const action = `${service}:${operation}`;
  if (action !== 'sts:GetCallerIdentity') assertAllowed(caller, action, parameters, options);
  if (caller.session && caller.account.faults.failingOperations?.includes(operation)) {
    throw new ServiceError(
      'ServiceFailure',
      500,
      'The request processing has failed because of an unknown error.',
    );
  }
}

/** The operator may do everything. */
function assertAllowed(
  caller: Caller,
  action: string,
  parameters: Parameters,
  { organization, access }: AuthorizeOptions,
): void {
  const { session, role } = caller;
  if (session) assertRootAllowed(caller, session, action, parameters, organization);
  if (!role || !access) return;
  const request = accessTo(action, parameters, organization);
  const decision = access.decide(role, request);
  if (decision.allowed) return;
  const { message } = denial({ principal: role, ...request }, decision.because);
  throw new ServiceError('AccessDenied', 403, message);
}

/** The resource and the condition keys of an action, as the Service Authorization Reference has them. */
function accessTo(action: string, parameters: Parameters, organization: Organization): Access {
  if (action === 'organizations:DescribeAccount')
    return { action, resource: arnOf(organization, 'account', optional(parameters, 'AccountId')) };
  if (action !== 'sts:AssumeRoot') return { action, resource: '*' };
  const accountId = accountIdOf(String(parameters.TargetPrincipal)) ?? '';
  const taskPolicyArn = String(parameters['TaskPolicyArn.arn']);
  return { action, resource: rootArn(accountId), context: { 'sts:taskpolicyarn': taskPolicyArn } };
}

/**
 * The task policy and service control policies. `UserName` makes any user but the root user the resource; AWS's errors
 * name a resource only then.
 */
function assertRootAllowed(
  { account, arn }: Caller,
  { taskPolicy }: RootSession,
  action: string,
  parameters: Parameters,
  organization: Organization,
): void {
  const principal = { type: 'root', accountId: account.id } as const;
  const userName = optional(parameters, 'UserName');
  const user = userName === undefined ? arn : `arn:aws:iam::${account.id}:user/${userName}`;
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
  const resource = action.startsWith('iam:') && action !== 'iam:GetAccountSummary' ? user : '*';
  const context = { ...requestContext(principal, resource), 'aws:assumedroot': 'true' };
  const decision = evaluate(
    { principal, action, resource, context },
    {
      identity: taskPolicy.statements,
      serviceControl: serviceControlStatements(organization, account),
    },
  );
  const shown = userName ? `user ${userName}` : '*';
  if (!decision.allowed) throw accessDenied(arn, action, shown, decision.because);
}
