// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import { describe, expect, it } from 'vitest';
import { here } from '../../../local-aws/template/physical-id';
import { StackResources } from '../../../local-aws/template/stack-resources';

const resources = new StackResources({
  stackName: 'Purge',
  environment: here,
  templateBody: () => '',
  assetPath: () => '',
  template: {
    Parameters: { BootstrapVersion: { Default: '/cdk-bootstrap/version' }, Email: {} },
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
      Named: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: { 'Fn::Sub': '/aws/${AWS::StackName}' } },
      },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      Other: { Type: 'AWS::CloudFront::Distribution', Properties: {} },
      Reader: { Type: 'AWS::SSM::Parameter', Properties: { Value: { 'Fn::GetAtt': ['Role', 'Nonsense'] } } },
    },
  },
});

describe('StackResources', () => {
  it.each([
    ['AWS::AccountId', '111111111111'],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', 'eu-west-1'],
    ['AWS::StackName', 'Purge'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::NoValue', undefined],
    ['BootstrapVersion', '/cdk-bootstrap/version'],
    ['Queue', 'https://sqs.eu-west-1.amazonaws.com/111111111111/Queue'],
    ['Named', '/aws/Purge'],
  ])('refers to %s', (name, expected) => {
    expect(resources.ref(name)).toEqual(expected);
  });

  it.each([
    ['Queue', 'Arn', 'arn:aws:sqs:eu-west-1:111111111111:Queue'],
    ['Named', 'Arn', 'arn:aws:logs:eu-west-1:111111111111:log-group:/aws/Purge:*'],
    ['Role', 'Arn', 'arn:aws:iam::111111111111:role/Role'],
  ])('gives the attribute %s.%s', (logicalId, attribute, expected) => {
    expect(resources.attribute(logicalId, attribute)).toBe(expected);
  });

  it.each<[string, () => unknown, string]>([
    ['a parameter without a default', () => resources.ref('Email'), 'the parameter Email has no default'],
    ['a missing resource', () => resources.ref('Gone'), 'the template has no Gone'],
    [
      'a pseudo parameter AWS has not',
      () => resources.ref('AWS::Zone'),
      'there is no pseudo parameter AWS::Zone',
    ],
    [
      'an unknown type',
      () => resources.ref('Other'),
      'Other is an AWS::CloudFront::Distribution, whose identity is not known locally',
    ],
    [
      'an unknown attribute',
      () => resources.properties('Reader'),
      'Resources.Reader.Properties.Value.Fn::GetAtt: Role (AWS::IAM::Role) has no attribute Nonsense locally',
    ],
  ])('refuses %s', (_, read, message) => {
    expect(read).toThrow(message);
  });
});
