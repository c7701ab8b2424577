import { createHash } from 'node:crypto';

/** The partition of AWS that the local account is in. */
export const partition = 'aws';
/** The Region that everything on this machine is in. */
export const region = 'eu-west-1';
/** The ID of the account that the app is in on this machine. */
export const accountId = '111111111111';
/** The domain of the endpoints of the partition. */
export const urlSuffix = 'amazonaws.com';

/** Where a stack is. */
export interface Environment {
  accountId: string;
  region: string;
}

/** Where the app is on this machine. */
export const here: Environment = { accountId, region };

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export interface PhysicalId {
  ref: string;
  attributes: Record<string, string>;
}

interface ResourceType {
  /** The property that sets the physical name, where a type has one. */
  nameProperty?: string;
  identify(name: string, environment: Environment): PhysicalId;
}

/** Return values as each type's page of the CloudFormation Template Reference gives them. */
const resourceTypes: Record<string, ResourceType> = {
  'AWS::ApiGatewayV2::Api': {
    identify: (name, at) => {
      const id = digest(name).slice(0, 10);
      return {
        ref: id,
        attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${at.region}.${urlSuffix}` },
      };
    },
  },
  'AWS::ApiGatewayV2::DomainName': {
    nameProperty: 'DomainName',
    identify: (name, at) => {
      const RegionalDomainName = `d-${digest(name).slice(0, 10)}.execute-api.${at.region}.${urlSuffix}`;
      const RegionalHostedZoneId = `Z${digest(name).slice(0, 13).toUpperCase()}`;
      return { ref: name, attributes: { RegionalDomainName, RegionalHostedZoneId } };
    },
  },
  'AWS::ApiGatewayV2::Integration': { identify: (name) => ({ ref: name, attributes: {} }) },
  'AWS::ApiGatewayV2::Stage': {
    nameProperty: 'StageName',
    identify: (name) => ({ ref: name, attributes: {} }),
  },
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    identify: (name, at) => ({ ref: name, attributes: { Arn: arn(at, 'cloudwatch', `alarm:${name}`) } }),
  },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    identify: (name, at) => ({
      ref: name,
      attributes: { Name: name, Arn: arn(at, 'events', `event-bus/${name}`) },
    }),
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    identify: (name, at) => ({ ref: name, attributes: { Arn: arn(at, 'events', `rule/${name}`) } }),
  },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    identify: (name, at) => ({
      ref: name,
      attributes: {
        Arn: `arn:${partition}:iam::${at.accountId}:role/${name}`,
        RoleId: `AROA${digest(name).slice(0, 17)}`,
      },
    }),
  },
  'AWS::KMS::Key': {
    identify: (name, at) => {
      const id = digest(name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
      return { ref: id, attributes: { KeyId: id, Arn: arn(at, 'kms', `key/${id}`) } };
    },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', identify: (name) => ({ ref: name, attributes: {} }) },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    identify: (name, at) => ({ ref: name, attributes: { Arn: arn(at, 'lambda', `function:${name}`) } }),
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    identify: (name, at) => ({ ref: name, attributes: { Arn: `${arn(at, 'logs', `log-group:${name}`)}:*` } }),
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    identify: (name) => {
      const bucket = name.toLowerCase().slice(-63);
      return { ref: bucket, attributes: { Arn: `arn:${partition}:s3:::${bucket}` } };
    },
  },
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', identify: (name) => ({ ref: name, attributes: {} }) },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    identify: (name, at) => ({
      ref: arn(at, 'sns', name),
      attributes: { TopicArn: arn(at, 'sns', name), TopicName: name },
    }),
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    identify: (name, at) => {
      const url = `https://sqs.${at.region}.${urlSuffix}/${at.accountId}/${name}`;
      return { ref: url, attributes: { QueueUrl: url, QueueName: name, Arn: arn(at, 'sqs', name) } };
    },
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    identify: (name, at) => {
      const stateMachineArn = arn(at, 'states', `stateMachine:${name}`);
      return { ref: stateMachineArn, attributes: { Arn: stateMachineArn, Name: name } };
    },
  },
};

/** Whether resources of this type have an identity here. */
export const isIdentified = (type: string): boolean => Object.hasOwn(resourceTypes, type);

/** The property that names a resource of this type, if there is one. */
export function nameProperty(type: string): string | undefined {
  return resourceTypes[type]?.nameProperty;
}

/** A resource's local identity, or undefined for a type nobody has needed here yet. `name` is a logical ID or a given name. */
export function physicalId(type: string, name: string, environment: Environment): PhysicalId | undefined {
  return resourceTypes[type]?.identify(name.slice(-64), environment);
}

function arn({ region, accountId }: Environment, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** Stable from run to run, so that logs and object keys of two runs can be compared. */
function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
