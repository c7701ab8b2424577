import type { ReadableTemplate } from './readable-template';

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

interface PolicyProperties {
  Roles: string[];
  PolicyDocument: { Statement: Statement[] };
}

/** Every role with all that its policies say, one line for each action on each resource. */
export function permissions(template: ReadableTemplate): Record<string, string[]> {
  const policies = Object.values(template.resources<PolicyProperties>('AWS::IAM::Policy'));
  const roles = Object.keys(template.resources('AWS::IAM::Role'));
  return Object.fromEntries(
    roles.map((role) => {
      const attached = policies.filter(({ Properties }) => Properties.Roles.includes(`{${role}}`));
      const statements = attached.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
      return [role, statements.flatMap(linesOf)];
    }),
  );
}

/** For instance `kms:Decrypt on {SealingKey.Arn} if kms:EncryptionContext:run Null false`. */
export function linesOf({ Effect, Action, Resource, Condition = {} }: Statement): string[] {
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${key} ${operator} ${[values].flat().join(' | ')}`),
  );
  const suffix = conditions.length > 0 ? ` if ${conditions.join(' and ')}` : '';
  const prefix = Effect === 'Allow' ? '' : `${Effect} `;
  return [Action]
    .flat()
    .flatMap((action) => [Resource].flat().map((resource) => `${prefix}${action} on ${resource}${suffix}`));
}
