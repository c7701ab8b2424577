import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../local-aws/template/template';
import { temporaryFolder } from '../support/temporary-folder';

const allow = (Action: string, more: object = {}) => ({ Statement: [{ Effect: 'Allow', Action, ...more }] });
const trust = allow('sts:AssumeRole', { Principal: { Service: 'lambda.amazonaws.com' } });
const writer = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } };
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111111111111:${resource}`;
const writerArn = 'arn:aws:iam::111111111111:role/Writer';

function policiesOf(Resources: Record<string, { Type: string; Properties?: object }>) {
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'stack.json' } };
  const folder = temporaryFolder({
    'manifest.json': JSON.stringify({ artifacts: { Stack: stack } }),
    'stack.json': JSON.stringify({ Resources }),
  });
  return readTemplate(folder).policies();
}

/** The action of each statement, which tells the policies apart. */
function actionsOf(policies: Record<string, { Statement: { Action?: string[] }[] }[]>) {
  return Object.fromEntries(
    Object.entries(policies).map(([owner, documents]) => [
      owner,
      documents.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)),
    ]),
  );
}

describe('the policies of a role', () => {
  it('are those in it, those attached to it, and what AWS manages', () => {
    const Properties = {
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'Own', PolicyDocument: allow('own:Action', { Resource: '*' }) }],
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    };
    const Roles = [{ Ref: 'Writer' }];
    const policies = policiesOf({
      Writer: { Type: 'AWS::IAM::Role', Properties },
      Other: writer,
      Attached: {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles, PolicyDocument: allow('attached:Action', { Resource: '*' }) },
      },
      Managed: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { Roles, PolicyDocument: allow('managed:Action', { Resource: '*' }) },
      },
    });
    expect(actionsOf(policies.roles)).toEqual({
      [writerArn]: [
        'own:Action',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'attached:Action',
        'managed:Action',
      ],
      'arn:aws:iam::111111111111:role/Other': [],
    });
  });

  it('that AWS manages and nobody knows here are refused by their name', () => {
    const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    const Writer = {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trust, ManagedPolicyArns },
    };
    expect(() => policiesOf({ Writer })).toThrow(
      'arn:aws:iam::aws:policy/AdministratorAccess is not supported',
    );
  });

  it('that cannot be read are named', () => {
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principals: 'x' }] };
    const Wrong = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Writer' }], PolicyDocument } };
    expect(() => policiesOf({ Writer: writer, Wrong })).toThrow(/^Wrong: .*Principals/);
  });
});

describe('the policies of resources', () => {
  const everyone = { Principal: '*', Resource: '*' };

  it('are found by the ARN of the resource', () => {
    const policies = policiesOf({
      Writer: writer,
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: allow('kms:*', everyone) } },
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'runs' } },
      BucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: allow('s3:*', everyone) },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'Approvers' } },
      TopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: allow('sns:Publish', everyone) },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'Failed' } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: allow('sqs:SendMessage', everyone) },
      },
    });
    const key = Object.keys(policies.resources).find((owner) => owner.startsWith('arn:aws:kms:')) ?? '';
    expect(actionsOf(policies.resources)).toEqual({
      [writerArn]: ['sts:AssumeRole'],
      [key]: ['kms:*'],
      'arn:aws:s3:::runs': ['s3:*'],
      [arn('sns', 'Approvers')]: ['sns:Publish'],
      [arn('sqs', 'Failed')]: ['sqs:SendMessage'],
    });
  });

  const Page = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'Page' } };
  const permission = { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Page' } };

  it('of a function are its permissions, with their source as the condition', () => {
    const policies = policiesOf({
      Page,
      First: {
        Type: 'AWS::Lambda::Permission',
        Properties: { ...permission, Principal: 'events.amazonaws.com', SourceArn: 'arn:rule' },
      },
      Second: {
        Type: 'AWS::Lambda::Permission',
        Properties: { ...permission, Principal: '222222222222', SourceAccount: '222222222222' },
      },
    });
    const statement = { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: ['*'] };
    expect(policies.resources[arn('lambda', 'function:Page')]).toEqual([
      {
        Statement: [
          {
            ...statement,
            Principal: { Service: ['events.amazonaws.com'] },
            Condition: { ArnLike: { 'aws:SourceArn': ['arn:rule'] } },
          },
        ],
      },
      {
        Statement: [
          {
            ...statement,
            Principal: { AWS: ['222222222222'] },
            Condition: { StringEquals: { 'aws:SourceAccount': ['222222222222'] } },
          },
        ],
      },
    ]);
  });

  it('with a field that is not supported are refused by its name', () => {
    const Properties = { ...permission, Principal: '*', PrincipalOrgID: 'o-1' };
    expect(() => policiesOf({ Page, First: { Type: 'AWS::Lambda::Permission', Properties } })).toThrow(
      'PrincipalOrgID',
    );
  });
});
