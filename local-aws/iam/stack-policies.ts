import { z } from 'zod';
import type { StackResources } from '../template/stack-resources';
import { managedPolicy } from './managed-policies';
import { type PolicyDocument, parsePolicy, type StatementDocument } from './policy-document';

/** Every policy of a stack, in template order. */
export interface StackPolicies {
  /** Identity-based, by the role's ARN; every role is there. */
  roles: Record<string, PolicyDocument[]>;
  /** Resource-based, by the resource's ARN: buckets, keys, topics, queues, event buses, functions, and roles (who may assume them). */
  resources: Record<string, PolicyDocument[]>;
}

/** Reads the policies of a stack. @throws Error that says which one holds what is not supported */
export function stackPolicies(resources: StackResources): StackPolicies {
  return {
    roles: gather([
      ...resources.ofType('AWS::IAM::Role').flatMap((id) => ownPolicies(resources, id)),
      ...['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
        resources.ofType(type).flatMap((id) => attachedPolicies(resources, id)),
      ),
    ]),
    resources: gather(
      Object.entries(resourcePolicies).flatMap(([type, read]) =>
        resources.ofType(type).flatMap((id) => read(resources, id)),
      ),
    ),
  };
}

/** Puts together the policies of several stacks, which have no resource in common. */
export function allPolicies(stacks: readonly { policies(): StackPolicies }[]): StackPolicies {
  const policies = stacks.map((stack) => stack.policies());
  return {
    roles: Object.assign({}, ...policies.map(({ roles }) => roles)),
    resources: Object.assign({}, ...policies.map(({ resources }) => resources)),
  };
}

/** The ARN that a policy belongs to, with the policy. */
type Attachment = readonly [arn: string, policies: PolicyDocument[]];

function gather(attachments: readonly Attachment[]): Record<string, PolicyDocument[]> {
  const gathered: Record<string, PolicyDocument[]> = {};
  for (const [arn, policies] of attachments) gathered[arn] = [...(gathered[arn] ?? []), ...policies];
  return gathered;
}

const roleSchema = z.object({
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.json() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});

function ownPolicies(resources: StackResources, id: string): Attachment[] {
  const { Policies, ManagedPolicyArns } = roleSchema.parse(resources.properties(id));
  const inline = Policies.map(({ PolicyName, PolicyDocument }) =>
    parsePolicy(PolicyDocument, `${id}/${PolicyName}`),
  );
  return [[resources.attribute(id, 'Arn'), [...inline, ...ManagedPolicyArns.map(managedPolicy)]]];
}

const policySchema = z.object({ PolicyDocument: z.json(), Roles: z.array(z.string()).default([]) });

/** A role is named in `Roles`, and its ARN ends with its name. */
function attachedPolicies(resources: StackResources, id: string): Attachment[] {
  const { PolicyDocument, Roles } = policySchema.parse(resources.properties(id));
  const roles = resources.ofType('AWS::IAM::Role').filter((role) => Roles.includes(resources.id(role).ref));
  const policy = parsePolicy(PolicyDocument, id);
  return roles.map((role) => [resources.attribute(role, 'Arn'), [policy]]);
}

type ReadAttachments = (resources: StackResources, id: string) => Attachment[];

const resourcePolicies: Record<string, ReadAttachments> = {
  'AWS::IAM::Role': (resources, id) => {
    const { AssumeRolePolicyDocument } = resources.properties(id);
    return [[resources.attribute(id, 'Arn'), [parsePolicy(AssumeRolePolicyDocument, id)]]];
  },
  'AWS::Events::EventBusPolicy': (resources, id) => {
    const { EventBusName, Statement = null } = resources.properties(id);
    const buses = ownersOf(resources, 'AWS::Events::EventBus', [EventBusName]);
    return buses.map((bus) => [resources.attribute(bus, 'Arn'), [parsePolicy({ Statement }, id)]]);
  },
  'AWS::KMS::Key': (resources, id) => {
    const { KeyPolicy } = resources.properties(id);
    return [[resources.attribute(id, 'Arn'), [parsePolicy(KeyPolicy, id)]]];
  },
  'AWS::Lambda::Permission': (resources, id) => {
    const permission = permissionSchema.parse(resources.properties(id));
    return [[functionArn(resources, permission.FunctionName), [permissionPolicy(permission)]]];
  },
  'AWS::S3::BucketPolicy': (resources, id) => {
    const { Bucket, PolicyDocument } = resources.properties(id);
    const buckets = ownersOf(resources, 'AWS::S3::Bucket', [Bucket]);
    return buckets.map((bucket) => [resources.attribute(bucket, 'Arn'), [parsePolicy(PolicyDocument, id)]]);
  },
  'AWS::SNS::TopicPolicy': (resources, id) => {
    const { Topics, PolicyDocument } = resources.properties(id);
    const topics = ownersOf(resources, 'AWS::SNS::Topic', [Topics].flat());
    return topics.map((topic) => [resources.id(topic).ref, [parsePolicy(PolicyDocument, id)]]);
  },
  'AWS::SQS::QueuePolicy': (resources, id) => {
    const { Queues, PolicyDocument } = resources.properties(id);
    const queues = ownersOf(resources, 'AWS::SQS::Queue', [Queues].flat());
    return queues.map((queue) => [resources.attribute(queue, 'Arn'), [parsePolicy(PolicyDocument, id)]]);
  },
};

/** The resources of a type whose `Ref` is among these values. */
function ownersOf(resources: StackResources, type: string, refs: readonly unknown[]): string[] {
  return resources.ofType(type).filter((id) => refs.includes(resources.id(id).ref));
}

/** A permission for an organization or a function URL has further fields, which are refused by their name. */
const permissionSchema = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

function functionArn(resources: StackResources, nameOrArn: string): string {
  const functions = resources.ofType('AWS::Lambda::Function');
  const named = functions.find((id) => resources.id(id).ref === nameOrArn);
  return named ? resources.attribute(named, 'Arn') : nameOrArn;
}

/** The statement that AddPermission writes (AWS Lambda Developer Guide, "Resource-based IAM policies in Lambda"). */
function permissionPolicy(permission: z.infer<typeof permissionSchema>): PolicyDocument {
  const { Action, Principal, SourceArn, SourceAccount } = permission;
  const statement: StatementDocument = {
    Effect: 'Allow',
    Principal: Principal.includes('.amazonaws.com') ? { Service: [Principal] } : { AWS: [Principal] },
    Action: [Action],
    Resource: ['*'],
    Condition: {
      ...(SourceArn && { ArnLike: { 'aws:SourceArn': [SourceArn] } }),
      ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': [SourceAccount] } }),
    },
  };
  return { Statement: [statement] };
}
