import { App, Fn, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { explainWildcard, grantWithWildcard } from '../../lib/explained-wildcard';
import { acknowledgements } from './support/acknowledgements';

function inStack() {
  const stack = new Stack(new App(), 'Mine');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  return { stack, role };
}
const statement = (...resources: string[]) => new PolicyStatement({ actions: ['s3:GetObject'], resources });

describe('a resource with a *', () => {
  it.each([
    ['a text', () => 'arn:aws:s3:::mine/*', 'arn:aws:s3:::mine/*'],
    ['a reference', ({ stack }: { stack: Stack }) => `${stack.region}*`, '<AWS::Region>*'],
    ['an attribute', ({ role }: { role: Role }) => `${role.roleArn}/*`, '<Role.Arn>/*'],
  ])('is explained by the name that cdk-nag has for it: %s', (_, resourceIn, name) => {
    const { stack, role } = inStack();
    explainWildcard(role, resourceIn({ stack, role }), 'Because');
    expect(acknowledgements(stack)).toEqual({
      'Mine/Role': { [`AwsSolutions-IAM5[Resource::${name}]`]: 'Because' },
    });
  });

  it('is explained where it is granted, beside others that have none', () => {
    const { stack, role } = inStack();
    grantWithWildcard(role, statement('arn:aws:s3:::mine/one', 'arn:aws:s3:::mine/*'), 'Because');
    expect(acknowledgements(stack)).toEqual({
      'Mine/Role': { 'AwsSolutions-IAM5[Resource::arn:aws:s3:::mine/*]': 'Because' },
    });
  });

  it('is granted to a role of this app alone, since only that has a policy to explain', () => {
    const { stack } = inStack();
    const user = new User(stack, 'User');
    expect(() => grantWithWildcard(user, statement('*'), 'Because')).toThrow(
      'Only a role of this app can be granted anything.',
    );
  });

  it('is refused with a token that has no name', () => {
    const { role } = inStack();
    const resource = `${Fn.importValue('Other')}/*`;
    expect(() => explainWildcard(role, resource, 'Because')).toThrow(
      'A resource of a policy has an unexpected token: ',
    );
  });
});
