import { arnPattern, type ConditionContext, resolveVariables, wildcard } from './pattern';

/** Whether the value a request has for a key (undefined: none) satisfies an operator with these expected values. */
export type Operator = (
  actual: string | readonly string[] | undefined,
  expected: readonly string[],
  context: ConditionContext,
) => boolean;

/** Whether one value of the request matches one expected value. */
type Comparison = (actual: string, expected: string) => boolean;

const numeric =
  (compare: (actual: number, expected: number) => boolean): Comparison =>
  (actual, expected) =>
    compare(Number(actual), Number(expected));
const ignoringCase: Comparison = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const arnLike: Comparison = (actual, expected) => arnPattern(expected)(actual);

/** IAM User Guide, "IAM JSON policy elements: Condition operators". */
const comparisons: Record<string, Comparison> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: ignoringCase,
  StringLike: (actual, expected) => wildcard(expected)(actual),
  // "ArnEquals and ArnLike behave identically."
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: ignoringCase,
  NumericEquals: numeric((actual, expected) => actual === expected),
  NumericLessThan: numeric((actual, expected) => actual < expected),
  NumericLessThanEquals: numeric((actual, expected) => actual <= expected),
  NumericGreaterThan: numeric((actual, expected) => actual > expected),
  NumericGreaterThanEquals: numeric((actual, expected) => actual >= expected),
};

const syntax = /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<base>[A-Za-z]+?)(?<ifExists>IfExists)?$/;

/** A condition operator by its name; throws an Error that names one which is not supported. */
export function conditionOperator(name: string): Operator {
  if (name === 'Null') return isNull;
  const { set, base = '', ifExists } = syntax.exec(name)?.groups ?? {};
  const negated = /^(String|Arn|Numeric)Not/.test(base);
  const comparison = comparisons[negated ? base.replace('Not', '') : base];
  if (!comparison) throw new Error(`the condition operator ${name} is not supported locally`);
  const satisfies: ValueTest = (value, expected) =>
    expected.some((other) => comparison(value, other)) !== negated;
  const test = (set && sets[set]?.(satisfies)) || single(satisfies, negated);
  return (actual, expected, context) => {
    if (actual === undefined && ifExists) return true;
    return test(actual, resolvedValues(expected, context));
  };
}

type ValueTest = (value: string, expected: readonly string[]) => boolean;
type SetTest = (actual: string | readonly string[] | undefined, expected: readonly string[]) => boolean;

/** Without the key only a negated operator is satisfied. */
function single(satisfies: ValueTest, negated: boolean): SetTest {
  return (actual, expected) => {
    if (actual === undefined) return negated;
    if (typeof actual === 'string') return satisfies(actual, expected);
    throw new Error('a multivalued condition key needs ForAllValues or ForAnyValue');
  };
}

/** IAM User Guide, "Set operators for multivalued context keys". */
const sets: Record<string, (satisfies: ValueTest) => SetTest> = {
  ForAllValues:
    (satisfies) =>
    (actual = [], expected) =>
      [actual].flat().every((value) => satisfies(value, expected)),
  ForAnyValue:
    (satisfies) =>
    (actual = [], expected) =>
      [actual].flat().some((value) => satisfies(value, expected)),
};

/** `"true"`: the key must not be there; `"false"`: it must. */
const isNull: Operator = (actual, expected) =>
  expected.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));

function resolvedValues(expected: readonly string[], context: ConditionContext): readonly string[] {
  if (!expected.some((value) => value.includes('${'))) return expected;
  return expected.flatMap((value) => resolveVariables(value, context) ?? []);
}
