import { describe, expect, it } from 'vitest';
import policy from '../../docs/policies/deploy.json';
// What the handlers of a type call, as CloudFormation's registry says (schemas of 2026-10-20, without `list`).
import handlers from '../fixtures/handler-permissions.json';
import { readTemplates } from './templates';

const handlerPermissions: Readonly<Record<string, readonly string[]>> = handlers;

/** Every type of resource in the templates, with every option on and off. */
const types = [
  ...new Set(readTemplates().flatMap((text) => text.match(/AWS::[A-Za-z0-9]+::[A-Za-z0-9]+/g) ?? [])),
];

/** What a handler calls for properties that no template of ours has. */
const forOtherProperties = [
  // Functions in a VPC, with file systems, layers, signed code, versions, a key of one's own.
  /^(ec2|elasticfilesystem|s3files):|Concurrency$|CodeSigning|Recursion|Scaling|Capacity|RuntimeAlias|RuntimeManagement|PublishVersion|LayerVersion/,
  // Buckets with replicas, websites, inventories, metadata tables, ACLs.
  /^s3tables:|Metadata|Abac$|Analytics|InventoryConf|Metrics|CORS|Cors$|Website|Accelerat|Replication|IntelligentTiering|BucketLogging|Acl$|s3:DeleteObject/,
  // Log groups that deliver elsewhere, mask data, are indexed; topics that mask data.
  /^firehose:|s3:REST|DataProtection|IndexPolic|BearerToken|DeletionProtection/,
  // Policies of users and groups; boundaries.
  /UserPolicy|GroupPolicy|PermissionsBoundary/,
  // No action of IAM: s3:PutBucketObjectLockConfiguration is.
  /^s3:PutObjectLockConfiguration$/,
];
const ofOtherTypes: Readonly<Record<string, RegExp>> = {
  'AWS::Events::EventBus': /^kms:/,
  'AWS::Lambda::Function': /^kms:/,
  'AWS::ApiGatewayV2::Api': /^s3:/,
};

/** What is needed beside the handlers, and why. */
const besides = {
  'logs:DeleteLogDelivery': 'access logs of an API: docs.aws.amazon.com/apigateway, http-api-logging',
  'logs:GetLogDelivery': 'the same',
  'logs:ListLogDeliveries': 'the same',
  'logs:UpdateLogDelivery': 'the same',
  'ssm:GetParameters': 'the version of the bootstrap, which every template asks for',
};

const neededFor = (type: string) =>
  (handlerPermissions[type] ?? []).filter(
    (action) => ![...forOtherProperties, ofOtherTypes[type]].some((pattern) => pattern?.test(action)),
  );

const allowed = policy.Statement.flatMap(({ Action }) => Action);

describe('the policy for whoever lets CloudFormation deploy', () => {
  it.each(types)('allows what %s needs', (type) => {
    expect(Object.keys(handlerPermissions)).toContain(type);
    expect(neededFor(type).filter((action) => !allowed.includes(action))).toEqual([]);
  });

  it('allows nothing else', () => {
    const needed = new Set([...types.flatMap(neededFor), ...Object.keys(besides)]);
    expect(allowed.filter((action) => !needed.has(action))).toEqual([]);
  });

  it('fits into a managed policy', () => {
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
  });
});
