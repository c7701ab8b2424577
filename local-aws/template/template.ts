import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { EventRule } from '../events/event-bridge';
import { eventRules } from '../events/event-rules';
import { type Schedule, schedules } from '../events/schedules';
import { type StackPolicies, stackPolicies } from '../iam/stack-policies';
import type { JsonObject } from '../json';
import type { DescribedStack } from '../services/cloudformation';
import { type HttpRoute, problemOfRoute } from '../services/http-api-route';
import { stateMachineDefinition } from '../states/state-machine-definition';
import { readStack, stackNames } from './cloud-assembly';
import { type DescribedResources, describedResources } from './described-resources';
import { type ServiceRole, serviceRoles } from './service-roles';
import { type AttributeOverride, StackResources } from './stack-resources';

/** What a template is read with. */
export interface TemplateOptions {
  /** Needed when the assembly holds more than one stack. */
  stackName?: string;
  attribute?: AttributeOverride;
}

/** A function of a stack, as it would be deployed. */
export interface LambdaFunction {
  logicalId: string;
  name: string;
  arn: string;
  /** The folder that holds the bundled code. */
  codePath: string;
  /** `index.handler`: a file without extension, a dot, an exported name. */
  handler: string;
  runtime: string;
  timeoutSeconds: number;
  /** In MB. */
  memorySize: number;
  environment: Record<string, string>;
  roleArn: string;
}

/** A state machine of a stack, with its definition. */
export interface StateMachine {
  logicalId: string;
  name: string;
  arn: string;
  roleArn: string;
  /** The KMS key that encrypts its execution data, where it has one. */
  encryptionKeyArn?: string;
  definition: JsonObject;
}

/** An HTTP API of a stack, and the functions behind it. */
export interface HttpApi {
  logicalId: string;
  apiId: string;
  routes: HttpRoute[];
}

/** A subscription of a topic, as a template declares it. */
export interface DeclaredSubscription {
  protocol: string;
  endpoint: string;
}

/** An SNS topic of a stack, with its subscriptions. */
export interface Topic {
  logicalId: string;
  name: string;
  arn: string;
  subscriptions: DeclaredSubscription[];
}

/** What the local runtime runs of a synthesized stack, every intrinsic function resolved to a local value. */
export interface Template {
  /** Functions whose code is an asset. Inline code is left out: only custom resources have it. */
  functions(): LambdaFunction[];
  stateMachines(): StateMachine[];
  httpApis(): HttpApi[];
  buckets(): { logicalId: string; name: string; sendsEvents: boolean }[];
  keys(): { logicalId: string; keyId: string; arn: string; keySpec: string }[];
  topics(): Topic[];
  eventRules(): EventRule[];
  policies(): StackPolicies;
  /** The roles that a service takes on, once for each resource that has one. */
  serviceRoles(): ServiceRole[];
  schedules(): Schedule[];
  /** What is only told of. */
  described(): DescribedResources;
  /** The stack as CloudFormation describes it. */
  stack(): DescribedStack;
}

/** Reads a stack from a cloud assembly folder. @throws Error that says where the template holds what is not supported */
export function readTemplate(folder: string, { stackName, attribute }: TemplateOptions = {}): Template {
  const stack = readStack(folder, stackName);
  const resources = new StackResources(stack, attribute);
  return {
    functions: () => functions(resources, stack.assetPath),
    stateMachines: () => stateMachines(resources, stack.assetPath),
    httpApis: () => httpApis(resources),
    buckets: () =>
      resources.ofType('AWS::S3::Bucket').map((logicalId) => ({
        logicalId,
        name: resources.id(logicalId).ref,
        sendsEvents: sendsEvents(resources, logicalId),
      })),
    keys: () =>
      resources.ofType('AWS::KMS::Key').map((logicalId) => ({
        logicalId,
        keyId: resources.id(logicalId).ref,
        arn: resources.attribute(logicalId, 'Arn'),
        keySpec: String(resources.property(logicalId, 'KeySpec') ?? 'SYMMETRIC_DEFAULT'),
      })),
    topics: () => topics(resources),
    eventRules: () => eventRules(resources),
    policies: () => stackPolicies(resources),
    serviceRoles: () => serviceRoles(resources),
    schedules: () => schedules(resources),
    described: () => describedResources(resources),
    stack: () => ({
      name: stack.stackName,
      id: String(resources.ref('AWS::StackId')),
      outputs: resources.outputs(),
      resources: () => resources.all(),
      templateBody: stack.templateBody,
    }),
  };
}

/** Reads the stacks of a cloud assembly besides one. */
export function otherTemplates(folder: string, stackName: string): Template[] {
  return stackNames(folder)
    .filter((name) => name !== stackName)
    .map((stackName) => readTemplate(folder, { stackName }));
}

const notificationSchema = z.object({
  NotificationConfiguration: z
    .object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.boolean() }).optional() })
    .optional(),
});

/** Whether the bucket's own property has Amazon S3 send its events to EventBridge. */
function sendsEvents(resources: StackResources, logicalId: string): boolean {
  const { NotificationConfiguration } = notificationSchema.parse(resources.properties(logicalId));
  return NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled ?? false;
}

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string().optional() }),
  Role: z.string(),
  Handler: z.string(),
  Runtime: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
});

function functions(resources: StackResources, assetPath: (objectKey: string) => string): LambdaFunction[] {
  return resources.ofType('AWS::Lambda::Function').flatMap((logicalId) => {
    const properties = functionSchema.parse(resources.properties(logicalId));
    if (properties.Code.S3Key === undefined) return [];
    return {
      logicalId,
      name: resources.id(logicalId).ref,
      arn: resources.attribute(logicalId, 'Arn'),
      codePath: assetPath(properties.Code.S3Key),
      handler: properties.Handler,
      runtime: properties.Runtime,
      timeoutSeconds: properties.Timeout,
      memorySize: properties.MemorySize,
      environment: properties.Environment?.Variables ?? {},
      roleArn: properties.Role,
    };
  });
}

const stateMachineSchema = z.object({
  RoleArn: z.string(),
  EncryptionConfiguration: z.object({ KmsKeyId: z.string().optional() }).optional(),
});

function stateMachines(resources: StackResources, assetPath: (objectKey: string) => string): StateMachine[] {
  return resources.ofType('AWS::StepFunctions::StateMachine').map((logicalId) => {
    const properties = resources.properties(logicalId);
    const { RoleArn, EncryptionConfiguration } = stateMachineSchema.parse(properties);
    return {
      logicalId,
      name: resources.attribute(logicalId, 'Name'),
      arn: resources.attribute(logicalId, 'Arn'),
      roleArn: RoleArn,
      encryptionKeyArn: EncryptionConfiguration?.KmsKeyId,
      definition: stateMachineDefinition(properties, (objectKey) =>
        readFileSync(assetPath(objectKey), 'utf8'),
      ),
    };
  });
}

const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM']).default('NONE'),
});
const integrationSchema = z.object({ IntegrationType: z.literal('AWS_PROXY'), IntegrationUri: z.string() });

function httpApis(resources: StackResources): HttpApi[] {
  const targets = new Map(
    resources.ofType('AWS::ApiGatewayV2::Integration').map((logicalId) => {
      const { IntegrationUri } = integrationSchema.parse(resources.properties(logicalId));
      return [`integrations/${resources.id(logicalId).ref}`, IntegrationUri];
    }),
  );
  const routes = resources
    .ofType('AWS::ApiGatewayV2::Route')
    .map((logicalId) => routeSchema.parse(resources.properties(logicalId)));
  return resources.ofType('AWS::ApiGatewayV2::Api').map((logicalId) => {
    const apiId = resources.id(logicalId).ref;
    const own = routes.filter(({ ApiId }) => ApiId === apiId);
    return { logicalId, apiId, routes: own.map((route) => httpRoute(route, logicalId, targets)) };
  });
}

function httpRoute(
  { RouteKey, Target, AuthorizationType }: z.infer<typeof routeSchema>,
  api: string,
  targets: ReadonlyMap<string, string>,
): HttpRoute {
  const functionArn = targets.get(Target);
  const problem =
    problemOfRoute(RouteKey) ?? (functionArn ? undefined : `the route ${RouteKey} has no Lambda integration`);
  if (problem || !functionArn) throw new Error(`${api}: ${problem}`);
  return { key: RouteKey, functionArn, authorization: AuthorizationType };
}

/** Anything else, a filter policy for instance, would change who gets what. */
const subscriptionSchema = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
});

function topics(resources: StackResources): Topic[] {
  const subscriptions = resources
    .ofType('AWS::SNS::Subscription')
    .map((logicalId) => subscriptionSchema.parse(resources.properties(logicalId)));
  return resources.ofType('AWS::SNS::Topic').map((logicalId) => {
    const arn = resources.id(logicalId).ref;
    const own = subscriptions.filter(({ TopicArn }) => TopicArn === arn);
    return {
      logicalId,
      name: resources.attribute(logicalId, 'TopicName'),
      arn,
      subscriptions: own.map(({ Protocol: protocol, Endpoint: endpoint }) => ({ protocol, endpoint })),
    };
  });
}
