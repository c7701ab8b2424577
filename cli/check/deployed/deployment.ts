import {
  CloudFormationClient,
  GetTemplateCommand,
  ListStackResourcesCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod/mini';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { listAll } from '../../../lambdas/aws-calls/whole-list';
import type { CallerConfiguration } from '../../aws/caller-configuration';
import { type Fact, read } from '../../aws/fact';
import { type Outputs, outputsOf } from '../../executions/deployed-app';
import type { Fix } from '../readiness';

/** The deployed app as its stack tells of it, and how its account is asked. */
export interface Deployment {
  readonly stackName: string;
  readonly status: string;
  readonly accountId: string;
  readonly region: string;
  readonly outputs: Outputs;
  readonly resources: Fact<readonly DeployedResource[]>;
  readonly settingsFor: CallerConfiguration['settingsFor'];
}

/** A resource of the stack: what it is called, and how the template declares it. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Reads what belongs to a stack, whose ARN says where it is. */
export async function readDeployment(
  stack: Stack,
  { settingsFor }: Pick<CallerConfiguration, 'settingsFor'>,
): Promise<Deployment> {
  const id = contentOf('cloudformation:DescribeStacks', 'the ID of the stack', stack.StackId);
  const [, , , region = '', accountId = ''] = id.split(':');
  const client = new CloudFormationClient(settingsFor('CLOUDFORMATION'));
  const { StackName: stackName = '', StackStatus: status = '' } = stack;
  const resources = await readResources(client, id);
  return { stackName, status, accountId, region, outputs: outputsOf(stack), resources, settingsFor };
}

async function readResources(
  client: CloudFormationClient,
  StackName: string,
): Promise<Fact<DeployedResource[]>> {
  const listed = await read('cloudformation:ListStackResources', () => listResources(client, StackName));
  if (!listed.known) return listed;
  return read('cloudformation:GetTemplate', async () => {
    const declared = await declaredIn(client, StackName);
    return listed.value.map(
      ({ LogicalResourceId: logicalId = '', ResourceType = '', PhysicalResourceId = '' }) => ({
        logicalId,
        type: ResourceType,
        physicalId: PhysicalResourceId,
        properties: declared[logicalId]?.Properties ?? {},
      }),
    );
  });
}

const listResources = (client: CloudFormationClient, StackName: string) =>
  listAll({
    call: 'cloudformation:ListStackResources',
    read: (NextToken?: string) => client.send(new ListStackResourcesCommand({ StackName, NextToken })),
    items: ({ StackResourceSummaries }) => StackResourceSummaries,
    id: ({ LogicalResourceId }) => LogicalResourceId,
    marker: ({ NextToken }) => NextToken,
  });

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Properties: z.optional(z.record(z.string(), z.unknown())) })),
});

/** The CDK uploads a template of this size as the JSON that it synthesized. */
async function declaredIn(client: CloudFormationClient, StackName: string) {
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName }));
  const body = contentOf('cloudformation:GetTemplate', 'the template', TemplateBody || undefined);
  return z.parse(Template, JSON.parse(body)).Resources;
}

/** Reads something about the resources of a type; not known where the resources are not. */
export async function readOf<T>(
  { resources }: Pick<Deployment, 'resources'>,
  type: string,
  permission: string,
  ask: (resources: readonly DeployedResource[]) => Promise<T>,
): Promise<Fact<T>> {
  if (!resources.known) return resources;
  return read(permission, () => ask(ofType(resources.value, type)));
}

/** The resources of a type. */
export const ofType = (resources: readonly DeployedResource[], wanted: string) =>
  resources.filter(({ type }) => type === wanted);

/** The name of the app's own event bus, where the management account forwards events to it. */
export function eventBusOf({ resources }: Deployment): string | undefined {
  const [bus] = resources.known ? ofType(resources.value, 'AWS::Events::EventBus') : [];
  return bus?.physicalId;
}

/** The partition that the app is in: `aws`, `aws-eusc`. */
export const partitionIn = ({ outputs }: Deployment) => outputs.StateMachineArn?.split(':')[1] ?? 'aws';

/** The ARN of the role of the stack that a resource has; undefined where it has none. */
export function roleArnOf(deployment: Deployment, { properties }: DeployedResource): string | undefined {
  const { success, data } = z.safeParse(RoleOf, properties.RoleArn ?? properties.Role);
  const { resources, accountId } = deployment;
  const role =
    success &&
    resources.known &&
    resources.value.find(({ logicalId }) => logicalId === data['Fn::GetAtt'][0]);
  return role ? `arn:${partitionIn(deployment)}:iam::${accountId}:role/${role.physicalId}` : undefined;
}

const RoleOf = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });

/** What AWS answers; `undefined` where it says that there is no such thing. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && missing.has(error.name)) return undefined;
    throw error;
  }
}

const missing = new Set(['ResourceNotFoundException', 'NoSuchEntity', 'NoSuchEntityException']);

/** One after the other, for what throttles early. */
export async function inTurn<T, U>(
  items: readonly T[],
  ask: (item: T, index: number) => Promise<U>,
): Promise<U[]> {
  const answers: U[] = [];
  for (const [index, item] of items.entries()) answers.push(await ask(item, index));
  return answers;
}

/** A property that is text; undefined where it is none, as a reference. */
export function textOf({ properties }: DeployedResource, name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whose credentials a command in the account of the app needs. */
export const inAccount = (accountId: string) => ({ by: `account ${accountId}`, accountId });

/** A command of the AWS CLI for the account of the app, in its Region. */
export function awsCommand({ accountId, region }: Deployment, command: string, text?: string): Fix {
  return { ...inAccount(accountId), command: `aws ${command} --region ${region}`, text };
}

/** What brings a resource back that is not as the template has it. */
export function revertDrift({ accountId, stackName }: Deployment): Fix {
  return { ...inAccount(accountId), command: `npx cdk deploy ${stackName} --revert-drift` };
}
