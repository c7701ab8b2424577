import { principalMatch } from './principal';
import type { AccessRequest, Grant, Statement } from './statement';

/** The policies that apply to a request, each kind as one list of statements. */
export interface ApplicablePolicies {
  /** Of the organization, on the principal's account; only what they deny counts. @default none */
  serviceControl?: readonly Statement[];
  /** @default none */
  identity?: readonly Statement[];
  /** @default none */
  resource?: readonly Statement[];
  /** Whether identity-based policies count only where the resource's own policy lets the account in: KMS keys. @default false */
  resourceMustAllow?: boolean;
}

/** Whether a request is allowed; where it is not, why, in the words that end the sentence of an AWS error. */
export type Decision = { allowed: true; by: Grant } | { allowed: false; because: string };

/**
 * Decides a request within one account: an explicit deny anywhere wins; then an identity-based policy may allow it, or
 * a resource-based policy that names the principal itself. Reasons are in AWS's words
 * (IAM User Guide, "Policy evaluation logic" and "Troubleshoot access denied error messages").
 */
export function evaluatePolicies(request: AccessRequest, policies: ApplicablePolicies): Decision {
  const denied = explicitDeny(request, policies);
  if (denied) return { allowed: false, because: `with an explicit deny in a${denied}` };
  const { identity = [], resource = [], resourceMustAllow } = policies;
  const byResource = allowing(resource, request, 'itself');
  if (byResource) return { allowed: true, by: byResource };
  const byIdentity = allowing(identity, request);
  if (!byIdentity) return notAllowed(request, request.principal.type === 'service' ? 'resource' : 'identity');
  if (resourceMustAllow && !allowing(resource, request, 'account')) return notAllowed(request, 'resource');
  return { allowed: true, by: byIdentity };
}

function explicitDeny(request: AccessRequest, policies: ApplicablePolicies): string | undefined {
  const { serviceControl = [], identity = [], resource = [] } = policies;
  const denies = (statements: readonly Statement[]) =>
    statements.some(({ effect, match }) => effect === 'Deny' && match(request));
  if (denies(serviceControl)) return ' service control policy';
  const onPrincipal = resource.filter(({ principal }) => principalMatch(principal, request.principal));
  if (denies(onPrincipal)) return ' resource-based policy';
  return denies(identity) ? 'n identity-based policy' : undefined;
}

/** What allows the request; in a resource-based policy only statements that name the principal so. */
function allowing(
  statements: readonly Statement[],
  request: AccessRequest,
  named?: 'itself' | 'account',
): Grant | undefined {
  for (const { effect, principal, match } of statements) {
    if (effect !== 'Allow') continue;
    if (named && principalMatch(principal, request.principal) !== named) continue;
    const grant = match(request);
    if (grant) return grant;
  }
  return undefined;
}

function notAllowed({ action }: AccessRequest, kind: 'identity' | 'resource'): Decision {
  return { allowed: false, because: `because no ${kind}-based policy allows the ${action} action` };
}
