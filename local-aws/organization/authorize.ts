import type { AccessControl } from '../iam/access-control';
import { denial } from '../iam/denial';
import { type Decision, evaluatePolicies } from '../iam/policy-evaluation';
import { type Principal, requestContext, rootArn } from '../iam/principal';
import { AwsError } from '../wire/aws-error';
import { type AccessTarget, accessTarget, type CallOnItsWay } from './access-target';
import { statementsOf } from './compiled-policies';
import { resourceControlStatements, serviceControlStatements } from './control-policies';
import { accessDenied } from './errors';
import { assertMayAskOrganizations } from './organizations-callers';
import { FULL_ACCESS } from './task-policies';

/** A call on its way to its operation, with what decides whether it gets there. */
export interface CallToAuthorize extends CallOnItsWay {
  /** What the role sessions among the callers may do. */
  access?: AccessControl;
}

/**
 * Lets a call pass that may be looked at. GetCallerIdentity needs no permission
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
 * @throws AwsError for what the caller's policies deny, then for an operation that is out of order in this account
 */
export function authorize(call: CallToAuthorize): void {
  const { caller, service, operation } = call;
  if (`${service}:${operation}` !== 'sts:GetCallerIdentity') assertAllowed(call);
  if (`${service}:${operation}` === 'sts:AssumeRoot') assertResourceLetsIn(call);
  if (service === 'organizations') assertMayAskOrganizations(call);
  if (caller.session && caller.account.faults.failingOperations?.includes(operation)) {
    throw new AwsError(
      'InternalFailure',
      'The request processing has failed because of an unknown error.',
      500,
    );
  }
}

function assertAllowed(call: CallToAuthorize): void {
  const { arn, principal, isOfApp, account } = call.caller;
  const target = accessTarget(call);
  if (principal && isOfApp) {
    assertByStack(principal, target, call.access);
    return;
  }
  const { action, shown, owner = account.id } = target;
  const decision = principal && decideInOrganization(call, principal, target);
  if (decision && !decision.allowed) throw accessDenied(arn, action, shown, decision.because);
  if (owner === account.id) return;
  throw accessDenied(arn, action, shown, `because no resource-based policy allows the ${action} action`);
}

/**
 * AssumeRoot is about the root user of the account it is for, so that account's resource control policies count.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function assertResourceLetsIn(call: CallToAuthorize): void {
  const { principal, arn } = call.caller;
  const { organization } = call;
  const { action, resource, context, shown } = accessTarget(call);
  const target = organization.accounts.find(({ id }) => resource === rootArn(id));
  if (!target || !principal) return;
  const request = {
    ...requestContext(principal, resource),
    ...context,
    'aws:resourceaccount': target.id,
  };
  const denies = resourceControlStatements(organization, target).some(
    ({ effect, match }) => effect === 'Deny' && match({ principal, action, resource, context: request }),
  );
  if (denies) throw accessDenied(arn, action, shown, 'with an explicit deny in a resource control policy');
}

/** The app's roles may do what the stack lets them. */
function assertByStack(principal: Principal, target: AccessTarget, access: AccessControl | undefined): void {
  const decision = access?.decide(principal, target);
  if (!decision || decision.allowed) return;
  const { message } = denial({ principal, ...target }, decision.because);
  throw new AwsError('AccessDenied', message, 403);
}

/**
 * Everybody else has full access to their account, less what a session's task policy, the organization's service
 * control policies and the resource's own policy deny.
 */
function decideInOrganization(
  { caller: { session, account }, organization }: CallToAuthorize,
  principal: Principal,
  { action, resource, context, owner, policy }: AccessTarget,
): Decision {
  const request = {
    ...requestContext(principal, resource),
    ...context,
    ...(owner && { 'aws:resourceaccount': owner }),
    ...(session && { 'aws:assumedroot': 'true' }),
  };
  return evaluatePolicies(
    { principal, action, resource, context: request },
    {
      identity: session?.taskPolicy.statements ?? FULL_ACCESS,
      serviceControl: serviceControlStatements(organization, account),
      resource: policy === undefined ? [] : statementsOf(resource, policy),
    },
  );
}
