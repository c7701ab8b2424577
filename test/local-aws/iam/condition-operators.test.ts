import { describe, expect, it } from 'vitest';
import { conditionOperator } from '../../../local-aws/iam/condition-operators';

const role = 'arn:aws:iam::111111111111:role/app/Writer';
const none = undefined;

describe('a condition operator', () => {
  it.each<[operator: string, actual: string | string[] | undefined, expected: string[], satisfied: boolean]>([
    ['StringEquals', 'a', ['b', 'a'], true],
    ['StringEquals', 'A', ['a'], false],
    ['StringEquals', 'ab', ['a*'], false],
    ['StringEquals', none, ['a'], false],
    ['StringNotEquals', 'c', ['a', 'b'], true],
    ['StringNotEquals', 'b', ['a', 'b'], false],
    ['StringNotEquals', none, ['a'], true],
    ['StringEqualsIgnoreCase', 'A', ['a'], true],
    ['StringNotEqualsIgnoreCase', 'A', ['a'], false],
    ['StringLike', 'runs/2026/plan.json', ['runs/*/plan.json'], true],
    ['StringLike', 'a.b', ['a?b'], true],
    ['StringLike', 'axb', ['a.b'], false],
    ['StringNotLike', 'arn:aws:iam::111111111111:root', ['arn:aws:iam::*:root'], false],
    ['StringNotLike', none, ['*'], true],
    ['ArnEquals', role, ['arn:aws:iam::*:role/app/*'], true],
    ['ArnLike', role, ['arn:aws:iam::111111111111:role/?pp/Writer'], true],
    ['ArnLike', role, ['arn:*:role/app/Writer'], false],
    ['ArnLike', 'arn:aws:lambda:eu-west-1:1:function:f:live', ['arn:aws:lambda:*:1:function:*'], true],
    ['ArnNotEquals', role, ['arn:aws:iam::*:role/app/*'], false],
    ['ArnNotLike', role, ['arn:aws:iam::*:root'], true],
    ['Bool', 'true', ['True'], true],
    ['Bool', 'true', ['false'], false],
    ['Bool', none, ['false'], false],
    ['NumericLessThan', '1.3', ['1.2'], false],
    ['NumericLessThan', '1.1', ['1.2'], true],
    ['NumericLessThanEquals', '1.20', ['1.2'], true],
    ['NumericGreaterThan', '10', ['9'], true],
    ['NumericGreaterThanEquals', '9', ['10'], false],
    ['NumericEquals', '1.0', ['1'], true],
    ['NumericNotEquals', '1.0', ['1'], false],
    ['Null', none, ['true'], true],
    ['Null', 'x', ['true'], false],
    ['Null', 'x', ['false'], true],
    ['Null', none, ['false'], false],
    ['StringEqualsIfExists', none, ['a'], true],
    ['StringEqualsIfExists', 'b', ['a'], false],
    ['BoolIfExists', none, ['true'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'c'], true],
    ['ForAllValues:StringEquals', ['a', 'd'], ['a', 'b', 'c'], false],
    ['ForAllValues:StringEquals', none, ['a'], true],
    ['ForAnyValue:StringEquals', ['d', 'a'], ['a'], true],
    ['ForAnyValue:StringEquals', none, ['a'], false],
    ['ForAnyValue:StringLike', ['run', 'purpose'], ['pur*'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['a'], false],
  ])('%s of %j and %j: %s', (operator, actual, expected, satisfied) => {
    expect(conditionOperator(operator)(expected)(actual, {})).toBe(satisfied);
  });

  it('resolves policy variables in the expected value, and is not satisfied where one is missing', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM.
    const isMine = conditionOperator('StringEquals')(['${aws:PrincipalAccount}']);
    expect(isMine('111111111111', { 'aws:principalaccount': '111111111111' })).toBe(true);
    expect(isMine('111111111111', { 'aws:principalaccount': '222222222222' })).toBe(false);
    expect(isMine('undefined', {})).toBe(false);
  });

  it.each(['IpAddress', 'DateLessThan', 'StringSounds', 'ForSomeValues:StringEquals', 'BinaryEquals', ''])(
    'that is %j is refused by its name',
    (name) => {
      expect(() => conditionOperator(name)).toThrow(`the condition operator ${name} is not supported`);
    },
  );

  it('on a multivalued key needs to say whether all or any of its values count', () => {
    expect(() => conditionOperator('StringEquals')(['a'])(['a'], {})).toThrow('multivalued');
  });
});
