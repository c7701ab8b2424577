import { arnPattern, type ConditionContext, hasVariables, resolveVariables, wildcard } from './pattern';

/** The value a request has for a condition key; undefined when it has none. */
type Actual = string | readonly string[] | undefined;

/** Takes the expected values, and says whether a request's value satisfies the operator. */
export type ConditionOperator = (
  expected: readonly string[],
) => (actual: Actual, context: ConditionContext) => boolean;

/** Takes one expected value, and says whether one value of a request matches it. */
type Comparison = (expected: string) => (actual: string) => boolean;

const numeric =
  (compare: (actual: number, expected: number) => boolean): Comparison =>
  (expected) =>
  (actual) =>
    compare(Number(actual), Number(expected));
const ignoringCase: Comparison = (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase();

/** IAM User Guide, "IAM JSON policy elements: Condition operators". */
const comparisons: Record<string, Comparison> = {
  StringEquals: (expected) => (actual) => actual === expected,
  StringEqualsIgnoreCase: ignoringCase,
  StringLike: wildcard,
  // "ArnEquals and ArnLike behave identically."
  ArnEquals: arnPattern,
  ArnLike: arnPattern,
  Bool: ignoringCase,
  NumericEquals: numeric((actual, expected) => actual === expected),
  NumericLessThan: numeric((actual, expected) => actual < expected),
  NumericLessThanEquals: numeric((actual, expected) => actual <= expected),
  NumericGreaterThan: numeric((actual, expected) => actual > expected),
  NumericGreaterThanEquals: numeric((actual, expected) => actual >= expected),
};

const syntax = /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<base>[A-Za-z]+?)(?<ifExists>IfExists)?$/;

/** A condition operator by its name. @throws Error that names one which is not supported */
export function conditionOperator(name: string): ConditionOperator {
  if (name === 'Null') return isNull;
  const { set, base = '', ifExists } = syntax.exec(name)?.groups ?? {};
  const negated = /^(String|Arn|Numeric)Not/.test(base);
  const comparison = comparisons[negated ? base.replace('Not', '') : base];
  if (!comparison) throw new Error(`the condition operator ${name} is not supported locally`);
  const holds = (set && sets[set]) || single(negated);
  return (expected) => {
    const matchers = matchersOf(expected, comparison);
    return (actual, context) => {
      if (actual === undefined && ifExists) return true;
      return holds(actual, (value) => matchers(context).some((matches) => matches(value)) !== negated);
    };
  };
}

/** Compiled once, except where policy variables make them depend on the request. */
function matchersOf(expected: readonly string[], comparison: Comparison) {
  if (!expected.some(hasVariables)) {
    const compiled = expected.map(comparison);
    return () => compiled;
  }
  return (context: ConditionContext) =>
    expected.flatMap((value) => resolveVariables(value, context) ?? []).map(comparison);
}

type Holds = (actual: Actual, satisfies: (value: string) => boolean) => boolean;

/** Without the key only a negated operator is satisfied. */
function single(negated: boolean): Holds {
  return (actual, satisfies) => {
    if (actual === undefined) return negated;
    if (typeof actual === 'string') return satisfies(actual);
    throw new Error('a multivalued condition key needs ForAllValues or ForAnyValue');
  };
}

/** IAM User Guide, "Set operators for multivalued context keys". */
const sets: Record<string, Holds> = {
  ForAllValues: (actual = [], satisfies) => [actual].flat().every(satisfies),
  ForAnyValue: (actual = [], satisfies) => [actual].flat().some(satisfies),
};

/** `"true"`: the key must not be there; `"false"`: it must. */
const isNull: ConditionOperator = (expected) => (actual) =>
  expected.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
