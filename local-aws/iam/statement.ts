import { conditionKey } from './condition-keys';
import { conditionOperator } from './condition-operators';
import { type ConditionContext, type Pattern, pattern, wildcard } from './pattern';
import type { PolicyDocument, StatementDocument } from './policy-document';
import type { Principal } from './principal';

/** A call as IAM sees it. */
export interface AccessRequest {
  principal: Principal;
  /** `s3:GetObject` */
  action: string;
  /** An ARN, or `*` for an action that has no resource. */
  resource: string;
  context: ConditionContext;
}

/** One action on one resource of a statement, as the policy writes them. */
export interface Grant {
  /** Where the policy stands: a role's ARN, for instance. */
  policy: string;
  action: string;
  resource: string;
  statement: StatementDocument;
}

/** A policy's statement, compiled so that requests can be held against it. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  principal: StatementDocument['Principal'];
  /** What of it applies to a request; undefined when nothing does. */
  match(request: AccessRequest): Grant | undefined;
}

/**
 * Makes a policy's statements ready to be asked.
 * @throws Error that names `policy` and the condition operator or key that is not supported
 */
export function compilePolicy(document: PolicyDocument, policy: string): Statement[] {
  return document.Statement.map((statement) => {
    try {
      return compileStatement(statement, policy);
    } catch (cause) {
      throw new Error(`${policy}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  });
}

function compileStatement(statement: StatementDocument, policy: string): Statement {
  const { Effect, Principal, Action, NotAction = [], NotResource } = statement;
  // Trust policies have no resource: it is the role they stand in.
  const { Resource = ['*'] } = statement;
  const actions = Action ? whichMatches(Action, actionPattern) : unless(NotAction, actionPattern);
  const resources = NotResource ? unless(NotResource, pattern) : whichMatches(Resource, pattern);
  const holds = compileConditions(statement.Condition);
  return {
    effect: Effect,
    principal: Principal,
    match: ({ action, resource, context }) => {
      const byAction = actions(action, context);
      const byResource = byAction === undefined ? undefined : resources(resource, context);
      if (byAction === undefined || byResource === undefined || !holds(context)) return undefined;
      return { policy, action: byAction, resource: byResource, statement };
    },
  };
}

/** The first of the patterns that matches, as it was written. */
type WhichMatches = (text: string, context: ConditionContext) => string | undefined;

function whichMatches(sources: readonly string[], compile: (source: string) => Pattern): WhichMatches {
  const patterns = sources.map((source) => ({ source, matches: compile(source) }));
  return (text, context) => patterns.find(({ matches }) => matches(text, context))?.source;
}

/** NotAction and NotResource: everything but these. */
function unless(sources: readonly string[], compile: (source: string) => Pattern): WhichMatches {
  const excluded = whichMatches(sources, compile);
  const name = `not ${sources.join(', ')}`;
  return (text, context) => (excluded(text, context) === undefined ? name : undefined);
}

/** The names of services and actions are case-insensitive. */
function actionPattern(source: string): Pattern {
  const matches = wildcard(source.toLowerCase());
  return (action) => matches(action.toLowerCase());
}

/** All of them must hold. */
function compileConditions(conditions: StatementDocument['Condition']) {
  const tests = Object.entries(conditions).flatMap(([operatorName, keys]) => {
    const operator = conditionOperator(operatorName);
    return Object.entries(keys).map(([name, expected]) => {
      const key = conditionKey(name);
      const holds = operator(expected);
      return (context: ConditionContext) => holds(context[key], context);
    });
  });
  return (context: ConditionContext) => tests.every((test) => test(context));
}
