import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../local-aws/iam/policy-document';
import { roleSession } from '../../../local-aws/iam/principal';
import { compilePolicy } from '../../../local-aws/iam/statement';

const principal = roleSession('arn:aws:iam::111111111111:role/Writer', 'Work');

function matches(statement: object, action: string, resource: string, context = {}): boolean {
  const [compiled] = compilePolicy(parsePolicy({ Statement: { Effect: 'Allow', ...statement } }, 'P'), 'P');
  return compiled?.match({ principal, action, resource, context }) !== undefined;
}

describe('a statement', () => {
  it.each<[object, action: string, resource: string, matched: boolean]>([
    [{ Action: 's3:GetObject', Resource: '*' }, 's3:GetObject', 'arn:aws:s3:::runs/a', true],
    [{ Action: 'S3:getobject', Resource: '*' }, 's3:GetObject', 'arn:aws:s3:::runs/a', true],
    [{ Action: 's3:Get*', Resource: '*' }, 's3:GetObject', 'arn:aws:s3:::runs/a', true],
    [{ Action: 's3:Get?bject', Resource: '*' }, 's3:GetObject', 'arn:aws:s3:::runs/a', true],
    [{ Action: 's3:Get', Resource: '*' }, 's3:GetObject', 'arn:aws:s3:::runs/a', false],
    [{ Action: ['kms:Decrypt', 's3:PutObject'], Resource: '*' }, 's3:PutObject', '*', true],
    [
      { Action: '*', Resource: 'arn:aws:s3:::runs/*/plan.json' },
      's3:GetObject',
      'arn:aws:s3:::runs/a/plan.json',
      true,
    ],
    [
      { Action: '*', Resource: 'arn:aws:s3:::runs/*/plan.json' },
      's3:GetObject',
      'arn:aws:s3:::runs/a/plan.csv',
      false,
    ],
    [{ Action: '*', Resource: 'arn:aws:s3:::Runs/a' }, 's3:GetObject', 'arn:aws:s3:::runs/a', false],
    [{ Action: '*', Resource: 'arn:aws:s3:::runs/a.b' }, 's3:GetObject', 'arn:aws:s3:::runs/axb', false],
    [
      { Action: '*', Resource: 'arn:aws:iam::*:root' },
      'sts:AssumeRoot',
      'arn:aws:iam::222222222222:root',
      true,
    ],
    [{ Action: '*', Resource: 'arn:aws:s3:::runs' }, 'organizations:ListAccounts', '*', false],
    [{ NotAction: ['iam:Get*', 'iam:List*'], Resource: '*' }, 'iam:GetUser', '*', false],
    [{ NotAction: ['iam:Get*', 'iam:List*'], Resource: '*' }, 'iam:DeleteUser', '*', true],
    [{ Action: '*', NotResource: 'arn:aws:iam::*:root' }, 'iam:GetUser', 'arn:aws:iam::1:user/ann', true],
    [{ Action: '*', NotResource: 'arn:aws:iam::*:root' }, 'iam:GetUser', 'arn:aws:iam::1:root', false],
    [{ Action: 'sts:AssumeRole' }, 'sts:AssumeRole', 'arn:aws:iam::111111111111:role/Writer', true],
  ])('%j and %s on %s: %s', (statement, action, resource, matched) => {
    expect(matches(statement, action, resource)).toBe(matched);
  });

  it('resolves policy variables in its resource, and applies to nothing where one is missing', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM.
    const own = { Action: '*', Resource: 'arn:aws:s3:::runs/${aws:PrincipalAccount}/*' };
    const context = { 'aws:principalaccount': '111111111111' };
    expect(matches(own, 's3:GetObject', 'arn:aws:s3:::runs/111111111111/a', context)).toBe(true);
    expect(matches(own, 's3:GetObject', 'arn:aws:s3:::runs/222222222222/a', context)).toBe(false);
    expect(matches(own, 's3:GetObject', 'arn:aws:s3:::runs/undefined/a')).toBe(false);
  });

  it.each<[string, object, boolean]>([
    [
      'all of them',
      { 'kms:encryptioncontext:purpose': 'task-token', 'kms:encryptioncontext:run': 'r' },
      true,
    ],
    ['one of them', { 'kms:encryptioncontext:purpose': 'task-token' }, false],
    ['another value', { 'kms:encryptioncontext:purpose': 'other', 'kms:encryptioncontext:run': 'r' }, false],
  ])('with several conditions needs them all: %s', (_, context, matched) => {
    const Condition = {
      StringEquals: { 'kms:EncryptionContext:purpose': 'task-token' },
      Null: { 'kms:EncryptionContext:run': false },
    };
    expect(matches({ Action: '*', Resource: '*', Condition }, 'kms:Decrypt', 'key', context)).toBe(matched);
  });

  it('says which of its actions and resources applied', () => {
    const document = parsePolicy(
      { Statement: { Effect: 'Allow', Action: ['s3:Put*', 's3:Get*'], Resource: ['a', 'b*'] } },
      'Policy',
    );
    const [statement] = compilePolicy(document, 'Role');
    expect(statement?.match({ principal, action: 's3:GetObject', resource: 'b1', context: {} })).toEqual({
      policy: 'Role',
      action: 's3:Get*',
      resource: 'b*',
      statement: document.Statement[0],
    });
  });
});

describe('a policy that is not supported is refused', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };

  it.each<[string, object, string]>([
    [
      'condition operator',
      { Condition: { IpAddress: { 'aws:SourceArn': 'x' } } },
      'the condition operator IpAddress',
    ],
    [
      'condition key',
      { Condition: { StringEquals: { 'aws:SourceIp': 'x' } } },
      'the condition key aws:SourceIp',
    ],
    ['NotPrincipal', { NotPrincipal: { AWS: '*' } }, 'NotPrincipal'],
    ['federated principal', { Principal: { Federated: 'x' } }, 'Federated'],
    ['statement without an action', { Action: undefined }, 'needs either Action or NotAction'],
    ['effect', { Effect: 'Maybe' }, 'Effect'],
  ])('by its name: %s', (_, more, message) => {
    const compile = () =>
      compilePolicy(parsePolicy({ Statement: [{ ...statement, ...more }] }, 'Role'), 'Role');
    expect(compile).toThrow(message);
    expect(compile).toThrow('Role');
  });
});
