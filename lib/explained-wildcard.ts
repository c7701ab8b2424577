import { Stack, Validations } from 'aws-cdk-lib';
import { type IGrantable, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/**
 * Grants what cannot be granted without a `*` among its resources, and says why, where the permission is.
 * @throws Error for a grantee that is no role of this app
 */
export function grantWithWildcard(grantee: IGrantable, statement: PolicyStatement, reason: string): void {
  const { grantPrincipal } = grantee;
  if (!(grantPrincipal instanceof Role)) throw new Error('Only a role of this app can be granted anything.');
  grantPrincipal.addToPolicy(statement);
  for (const resource of statement.resources) explainWildcard(grantPrincipal, resource, reason);
}

/** Acknowledges cdk-nag's finding about a resource with a `*` in the policies of this construct. */
export function explainWildcard(construct: IConstruct, resource: string, reason: string): void {
  if (!resource.includes('*')) return;
  const name = withoutTokens(Stack.of(construct).resolve(resource));
  Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${name}]`, reason });
}

/** As cdk-nag writes it: `<Bucket.Arn>/runs/*`. */
function withoutTokens(resolved: unknown): string {
  if (typeof resolved !== 'object' || resolved === null) return String(resolved);
  if ('Ref' in resolved) return `<${resolved.Ref}>`;
  if ('Fn::GetAtt' in resolved && Array.isArray(resolved['Fn::GetAtt']))
    return `<${resolved['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in resolved && Array.isArray(resolved['Fn::Join'])) {
    const [delimiter, parts] = resolved['Fn::Join'];
    return parts.map(withoutTokens).join(delimiter);
  }
  throw new Error(`A resource of a policy has an unexpected token: ${JSON.stringify(resolved)}`);
}
