// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../local-aws/json';
import { type References, resolve } from '../../../local-aws/template/intrinsics';

const references: References = {
  ref: (name) => {
    if (name === 'AWS::NoValue') return undefined;
    if (name === 'Missing') throw new Error('the template has no Missing');
    return `ref-${name}`;
  },
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
};
const resolved = (value: Json) => resolve(value, references, 'Properties');

describe('resolve', () => {
  it.each<[string, Json, Json]>([
    ['a plain value', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
    ['Ref', { Ref: 'Bucket' }, 'ref-Bucket'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'Role/Arn'],
    ['Fn::GetAtt as a string', { 'Fn::GetAtt': 'Api.Endpoint.Address' }, 'Api/Endpoint.Address'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-ref-B-3'],
    ['Fn::Join over a split', { 'Fn::Join': ['+', { 'Fn::Split': [':', 'a:b'] }] }, 'a+b'],
    ['Fn::Select', { 'Fn::Select': [1, ['a', { Ref: 'B' }]] }, 'ref-B'],
    ['Fn::Select with the index as text', { 'Fn::Select': ['0', { 'Fn::Split': ['/', 'x/y'] }] }, 'x'],
    ['Fn::Sub', { 'Fn::Sub': '${Bucket}:${Role.Arn}:${!Literal}' }, 'ref-Bucket:Role/Arn:${Literal}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${a} ${B}', { a: { Ref: 'A' } }] }, 'ref-A ref-B'],
    ['an object that only looks like one', { Ref: 'A', other: 1 }, { Ref: 'A', other: 1 }],
  ])('resolves %s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it('leaves out properties and items that are AWS::NoValue', () => {
    const none = { Ref: 'AWS::NoValue' };
    expect(resolved({ a: none, b: [none, 1] })).toEqual({ b: [1] });
  });

  it.each<[string, Json, string]>([
    [
      'an unsupported intrinsic',
      { a: [{ 'Fn::ImportValue': 'x' }] },
      'Properties.a[0]: Fn::ImportValue is not supported locally',
    ],
    ['a condition', { a: { 'Fn::If': ['C', 1, 2] } }, 'Properties.a: Fn::If is not supported locally'],
    [
      'an unsupported argument',
      { a: { 'Fn::Join': ['', [{ 'Fn::Base64': 'x' }]] } },
      'Properties.a.Fn::Join[1][0]: Fn::Base64 is not supported locally',
    ],
    [
      'an unknown name',
      { a: { 'Fn::Sub': '${Missing}' } },
      'Properties.a.Fn::Sub: the template has no Missing',
    ],
    ['a list for a string', { Ref: ['x'] }, 'Properties.Ref: expected a string, found ["x"]'],
    ['a string for a list', { 'Fn::Join': ['', 'x'] }, 'Properties.Fn::Join: expected a list, found "x"'],
    ['an index out of range', { 'Fn::Select': [2, ['a']] }, 'Properties.Fn::Select: there is no item 2'],
  ])('says where it found %s', (_, value, message) => {
    expect(() => resolved(value)).toThrow(expect.objectContaining({ message }));
  });
});
