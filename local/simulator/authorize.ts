import type { Caller } from './caller';
import type { Parameters } from './operation';
import { optional } from './parameters';
import { accessDenied, ServiceError } from './service-error';

/**
 * Throws what stands in the way of a call before it is looked at: in a root session a service control policy or
 * the task policy, then an operation that is out of order in this account. GetCallerIdentity needs no permission
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
 */
export function authorize(caller: Caller, service: string, operation: string, parameters: Parameters): void {
  const action = `${service}:${operation}`;
  if (action !== 'sts:GetCallerIdentity') assertAllowed(caller, action, parameters);
  if (caller.session && caller.account.faults.failingOperations?.includes(operation)) {
    throw new ServiceError(
      'ServiceFailure',
      500,
      'The request processing has failed because of an unknown error.',
    );
  }
}

/** The operator may do everything; `UserName` makes any user but the root user the resource. */
function assertAllowed({ session, account, arn }: Caller, action: string, parameters: Parameters): void {
  if (!session) return;
  const userName = optional(parameters, 'UserName');
  const resource = userName ? `user ${userName}` : '*';
  if (account.faults.deniedByServiceControlPolicy) {
    throw accessDenied(arn, action, resource, 'a service control policy');
  }
  const { allowedActions, onRootUserOnly } = session.taskPolicy;
  if (!allowedActions.includes(action) || (userName && onRootUserOnly.includes(action))) {
    throw accessDenied(arn, action, resource, 'an identity-based policy');
  }
}
