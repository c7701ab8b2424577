import type { Grant, PolicyDocument, StatementDocument } from '../../../local-aws';

/** One action on one resource that a policy grants, and the policies of its owner without it. */
export interface Granted extends Grant {
  without: PolicyDocument[];
}

/** For instance `PurgeWorkflowPlanPurgeRole974F9642 s3:GetObject on arn:aws:s3:::…/plan.json`, and its condition. */
export function lineOf({ policy, action, resource, statement }: Grant): string {
  const conditions = Object.entries(statement.Condition).map(
    ([operator, keys]) => `${operator} ${JSON.stringify(keys)}`,
  );
  const suffix = conditions.length > 0 ? ` if ${conditions.join(' and ')}` : '';
  return `${policy.split(/[:/]/).at(-1)} ${action} on ${resource}${suffix}`;
}

/** Everything that is granted, action by action and resource by resource, by the ARN of the policies' owner. */
export function grantedBy(policies: Record<string, PolicyDocument[]>): Granted[] {
  return Object.entries(policies).flatMap(([policy, documents]) => {
    const pairs = documents.flatMap(({ Statement }) => Statement.flatMap(pairsOf));
    return pairs.map(
      ({ action, resource, statement }, index): Granted => ({
        policy,
        action,
        resource,
        statement,
        without: [{ Statement: pairs.toSpliced(index, 1).map((pair) => pair.statement) }],
      }),
    );
  });
}

function pairsOf(statement: StatementDocument): Omit<Grant, 'policy'>[] {
  const { Action = [], Resource = ['*'] } = statement;
  return Action.flatMap((action) =>
    Resource.map((resource) => ({
      action,
      resource,
      statement: { ...statement, Action: [action], Resource: [resource] },
    })),
  );
}
