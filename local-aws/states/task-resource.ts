import { isJsonObject, type Json } from '../json';
import { DefinitionError } from './definition-error';

/** The service integrations that are supported, each with the fields its Arguments may have. */
const supportedArguments = {
  'lambda:invoke': ['FunctionName', 'Payload'],
  'aws-sdk:s3:putObject': ['Bucket', 'Key', 'Body'],
  'sns:publish': ['TopicArn', 'Subject', 'Message', 'MessageAttributes'],
  'events:putEvents': ['Entries'],
  'states:startExecution.sync:2': ['StateMachineArn', 'Name', 'Input'],
};

/** A service integration that is supported, for instance `lambda:invoke`. */
export type Integration = keyof typeof supportedArguments;

/** What the Resource of a Task stands for. */
export interface TaskResource {
  integration: Integration;
  /** `lambda`, `aws-sdk:s3` */
  resourceType: string;
  /** `invoke.waitForTaskToken` */
  resource: string;
  /** Whether the task waits for its token to come back. */
  callback: boolean;
}

/** The parts of a Task's Resource ARN, in any partition. @throws DefinitionError where it is not supported */
export function parseResource(arn: string, state: string): TaskResource {
  const [, name = ''] = /^arn:aws[a-z-]*:states:::(.*)$/.exec(arn) ?? [];
  const callback = name === 'lambda:invoke.waitForTaskToken';
  const integration = callback ? 'lambda:invoke' : name;
  if (!isIntegration(integration))
    throw new DefinitionError(`${state}: field Resource: this resource is not supported`);
  // `sync:2` belongs together, and the service of an SDK integration has a colon in it.
  const [, resourceType = '', resource = ''] = /^((?:aws-sdk:)?[^:]+):(.*)$/.exec(name) ?? [];
  return { integration, resourceType, resource, callback };
}

const isIntegration = (name: string): name is Integration => Object.hasOwn(supportedArguments, name);

/**
 * Checks what the schema of a Task cannot see.
 * @throws DefinitionError
 */
export function checkTaskFields(
  { Arguments: args, HeartbeatSeconds }: { Arguments?: Json; HeartbeatSeconds?: Json },
  { integration, callback }: TaskResource,
  { state, express }: { state: string; express: boolean },
): void {
  if (callback && express) {
    throw new DefinitionError(`${state}: field Resource: an Express execution cannot wait for a task token`);
  }
  if (callback && HeartbeatSeconds !== undefined)
    throw new DefinitionError(`${state}: field HeartbeatSeconds is not supported with .waitForTaskToken`);
  const known: readonly string[] = supportedArguments[integration];
  const unknown = isJsonObject(args) && Object.keys(args).find((key) => !known.includes(key));
  if (unknown) throw new DefinitionError(`${state}: field Arguments/${unknown} is not supported`);
}
