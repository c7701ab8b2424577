import { accountId, partition } from '../template/physical-id';
import type { StatementDocument } from './policy-document';

/** Who makes a request. */
export type Principal =
  | { type: 'role'; roleArn: string; sessionName: string; accountId: string }
  | { type: 'root'; accountId: string }
  | ServicePrincipal;

/** A service that acts on behalf of a resource, if one is given. */
export interface ServicePrincipal {
  type: 'service';
  name: string;
  sourceArn?: string;
}

/** The principal that a service is, for instance `lambda.amazonaws.com` for `lambda`. */
export const servicePrincipal = (service: string, sourceArn?: string): ServicePrincipal => ({
  type: 'service',
  name: `${service}.amazonaws.com`,
  sourceArn,
});

/** The ARN of an account's root user, which in policies stands for the account, too: `arn:aws:iam::<account>:root`. */
export const rootArn = (accountId: string) => `arn:aws:iam::${accountId}:root`;

/** The role session named `sessionName` of a role, whose ARN is `arn:aws:iam::<account>:role/<path and name>`. */
export function roleSession(roleArn: string, sessionName: string): Principal & { type: 'role' } {
  return { type: 'role', roleArn, sessionName, accountId: roleArn.split(':')[4] ?? '' };
}

/** Whoever uses the account through this process itself, and not by a request that is signed. */
export const operator = roleSession(`arn:${partition}:iam::${accountId}:role/Operator`, 'local');

/** How AWS calls a principal in its errors. A role session's ARN has the role's name without its path. */
export function principalName(principal: Principal): string {
  if (principal.type === 'service') return principal.name;
  if (principal.type === 'root') return rootArn(principal.accountId);
  const { roleArn, sessionName, accountId } = principal;
  return `arn:aws:sts::${accountId}:assumed-role/${roleArn.split('/').at(-1)}/${sessionName}`;
}

/**
 * What every request says, whatever the service: `resource` is an ARN or `*`. Loopback HTTP counts as TLS 1.3, since
 * nothing leaves the machine.
 */
export function requestContext(principal: Principal, resource: string): Record<string, string> {
  return {
    ...principalContext(principal),
    'aws:resourceaccount': resource.split(':')[4] || accountId,
    'aws:securetransport': 'true',
    's3:tlsversion': '1.3',
  };
}

/** For a role session aws:PrincipalArn is the role (IAM User Guide, "AWS global condition context keys"). */
function principalContext(principal: Principal): Record<string, string> {
  if (principal.type === 'service') {
    const { name, sourceArn } = principal;
    return {
      'aws:principalisawsservice': 'true',
      'aws:principalservicename': name,
      // A bucket's ARN names no account.
      ...(sourceArn && {
        'aws:sourcearn': sourceArn,
        'aws:sourceaccount': sourceArn.split(':')[4] || accountId,
      }),
    };
  }
  return {
    'aws:principalisawsservice': 'false',
    'aws:viaawsservice': 'false',
    'aws:principalaccount': principal.accountId,
    'aws:principalarn': principal.type === 'role' ? principal.roleArn : rootArn(principal.accountId),
  };
}

/**
 * How a statement of a resource-based policy names the principal: itself, or only its account, which then leaves the
 * decision to identity-based policies (IAM User Guide, "AWS JSON policy elements: Principal").
 */
export function principalMatch(
  named: StatementDocument['Principal'],
  principal: Principal,
): 'itself' | 'account' | undefined {
  const { AWS = [], Service = [] } = named ?? {};
  if (AWS.includes('*')) return 'itself';
  if (principal.type === 'service') return Service.includes(principal.name) ? 'itself' : undefined;
  const own = principal.type === 'role' ? [principal.roleArn, principalName(principal)] : [];
  if (own.some((arn) => AWS.includes(arn))) return 'itself';
  const { accountId } = principal;
  return AWS.includes(accountId) || AWS.includes(rootArn(accountId)) ? 'account' : undefined;
}
