import { createHash } from 'node:crypto';

export const partition = 'aws';
export const region = 'eu-west-1';
export const accountId = '111111111111';
export const urlSuffix = 'amazonaws.com';

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export interface PhysicalId {
  ref: string;
  attributes: Record<string, string>;
}

interface ResourceType {
  /** The property that sets the physical name, where a type has one. */
  nameProperty?: string;
  identify(name: string): PhysicalId;
}

/** Return values as each type's page of the CloudFormation Template Reference gives them. */
const resourceTypes: Record<string, ResourceType> = {
  'AWS::ApiGatewayV2::Api': {
    identify: (name) => {
      const id = digest(name).slice(0, 10);
      return {
        ref: id,
        attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${region}.${urlSuffix}` },
      };
    },
  },
  'AWS::ApiGatewayV2::Integration': { identify: (name) => ({ ref: name, attributes: {} }) },
  'AWS::ApiGatewayV2::Stage': {
    nameProperty: 'StageName',
    identify: (name) => ({ ref: name, attributes: {} }),
  },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    identify: (name) => ({ ref: name, attributes: { Name: name, Arn: arn('events', `event-bus/${name}`) } }),
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    identify: (name) => ({ ref: name, attributes: { Arn: arn('events', `rule/${name}`) } }),
  },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    identify: (name) => ({
      ref: name,
      attributes: {
        Arn: `arn:${partition}:iam::${accountId}:role/${name}`,
        RoleId: `AROA${digest(name).slice(0, 17)}`,
      },
    }),
  },
  'AWS::KMS::Key': {
    identify: (name) => {
      const id = digest(name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
      return { ref: id, attributes: { KeyId: id, Arn: arn('kms', `key/${id}`) } };
    },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', identify: (name) => ({ ref: name, attributes: {} }) },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    identify: (name) => ({ ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } }),
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    identify: (name) => ({ ref: name, attributes: { Arn: `${arn('logs', `log-group:${name}`)}:*` } }),
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    identify: (name) => {
      const bucket = name.toLowerCase().slice(-63);
      return { ref: bucket, attributes: { Arn: `arn:${partition}:s3:::${bucket}` } };
    },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    identify: (name) => ({
      ref: arn('sns', name),
      attributes: { TopicArn: arn('sns', name), TopicName: name },
    }),
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    identify: (name) => {
      const url = `https://sqs.${region}.${urlSuffix}/${accountId}/${name}`;
      return { ref: url, attributes: { QueueUrl: url, QueueName: name, Arn: arn('sqs', name) } };
    },
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    identify: (name) => {
      const stateMachineArn = arn('states', `stateMachine:${name}`);
      return { ref: stateMachineArn, attributes: { Arn: stateMachineArn, Name: name } };
    },
  },
};

/** The property that names a resource of this type, if there is one. */
export function nameProperty(type: string): string | undefined {
  return resourceTypes[type]?.nameProperty;
}

/** A resource's local identity, or undefined for a type nobody has needed here yet. `name` is a logical ID or a given name. */
export function physicalId(type: string, name: string): PhysicalId | undefined {
  return resourceTypes[type]?.identify(name.slice(-64));
}

function arn(service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** Stable from run to run, so that logs and object keys of two runs can be compared. */
function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
