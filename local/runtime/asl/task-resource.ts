import { isJsonObject, type Json } from '../json';
import { DefinitionError } from './definition-error';
import type { Integration } from './state';
import type { Surroundings } from './state-type';

/** The Resource ARNs of a Task that are supported, in any partition. */
export const RESOURCE =
  /^arn:aws[a-z-]*:states:::(lambda:invoke|sns:publish|aws-sdk:s3:putObject|lambda:invoke\.waitForTaskToken|states:startExecution\.sync:2)$/;

export interface TaskResource {
  integration: Integration;
  /** `lambda`, `aws-sdk:s3` */
  resourceType: string;
  /** `invoke.waitForTaskToken` */
  resource: string;
  /** Whether the task waits for its token to come back. */
  callback: boolean;
}

/** The parts of a Resource ARN that matches RESOURCE. */
export function parseResource(arn: string): TaskResource {
  const name = arn.split(':::')[1] ?? '';
  // `sync:2` belongs together, and the service of an SDK integration has a colon in it.
  const [, resourceType = '', resource = ''] = /^((?:aws-sdk:)?[^:]+):(.*)$/.exec(name) ?? [];
  return {
    integration: integrations.find((integration) => name.startsWith(integration)) ?? 'lambda:invoke',
    resourceType,
    resource,
    callback: resource.endsWith('.waitForTaskToken'),
  };
}

const integrations: readonly Integration[] = [
  'lambda:invoke',
  'sns:publish',
  'aws-sdk:s3:putObject',
  'states:startExecution.sync:2',
];

const supportedArguments: Record<Integration, string[]> = {
  'lambda:invoke': ['FunctionName', 'Payload'],
  'aws-sdk:s3:putObject': ['Bucket', 'Key', 'Body'],
  'sns:publish': ['TopicArn', 'Subject', 'Message', 'MessageAttributes'],
  'states:startExecution.sync:2': ['StateMachineArn', 'Name', 'Input'],
};

/** Throws DefinitionError on what the schema of a Task cannot see. */
export function checkTaskFields(
  task: { Arguments?: Json; HeartbeatSeconds?: Json },
  { integration, callback }: TaskResource,
  { state, express }: Surroundings,
): void {
  if (callback && express) {
    throw new DefinitionError(`${state}: field Resource: an Express execution cannot wait for a task token`);
  }
  if (!callback && task.HeartbeatSeconds !== undefined) {
    throw new DefinitionError(`${state}: field HeartbeatSeconds is not supported without .waitForTaskToken`);
  }
  const known = supportedArguments[integration];
  const unknown =
    isJsonObject(task.Arguments) && Object.keys(task.Arguments).find((key) => !known.includes(key));
  if (unknown) throw new DefinitionError(`${state}: field Arguments/${unknown} is not supported`);
}
