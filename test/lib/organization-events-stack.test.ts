import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { OrganizationEventsStack } from '../../lib/organization-events-stack';
import { permissions } from './support/permissions';
import { ReadableTemplate } from './support/readable-template';

const managementAccountId = '111122223333';
const stack = new OrganizationEventsStack(new App(), 'Events', {
  env: { account: managementAccountId, region: 'us-east-1' },
  managementAccountId,
  appAccount: '444455556666',
  appRegion: 'eu-west-1',
});
const template = new ReadableTemplate(Template.fromStack(stack));
const bus = 'arn:{AWS::Partition}:events:eu-west-1:444455556666:event-bus/root-credential-purge';

it('forwards events about new accounts to the bus of the app, with a role that may do this alone', () => {
  const { Targets } = template.properties<{ Targets: { Arn: string; RoleArn: string }[] }>(
    'AWS::Events::Rule',
  );
  expect(Targets).toEqual([{ Id: 'Target0', Arn: bus, RoleArn: '{AccountEventsEventsRole.Arn}' }]);
  expect(permissions(template)).toEqual({ AccountEventsEventsRole: [`events:PutEvents on ${bus}`] });
  expect(
    template
      .all()
      .map(([, { Type }]) => Type)
      .sort(),
  ).toEqual(['AWS::Events::Rule', 'AWS::IAM::Policy', 'AWS::IAM::Role']);
});
