import { SNSClient } from '@aws-sdk/client-sns';
import { openAccount } from './app/account';
import { eventBuses } from './app/event-bus';
import { serveHttpApis } from './app/http-apis';
import { localExecutions } from './app/local-executions';
import { type Invoker, localFunctions } from './app/local-functions';
import type { LocalAwsOptions } from './app/options';
import { reachOrganization } from './app/reach-organization';
import { startServices } from './app/start-services';
import { systemClock } from './clock';
import type { Delivery } from './events/event-bridge';
import { objectCreatedEvent } from './events/s3-event';
import type { AccessControl } from './iam/access-control';
import { BorrowedKeys } from './iam/borrowed-keys';
import { operator, type Principal } from './iam/principal';
import type { Json, JsonObject } from './json';
import { LaterInvocations } from './lambda/asynchronous-invocation';
import { type AccountResources, accountResources } from './services/account-resources';
import { type CreatedObject, ObjectStore } from './services/object-store';
import type { Execution } from './states/engine';
import { TaskTokens } from './states/task-tokens';
import { region } from './template/physical-id';
import type { LambdaFunction, Template } from './template/template';
import { InMemoryTransport } from './wire/in-memory-transport';
import { overHttp, type Transport } from './wire/transport';

/** An app that runs on this machine as it would in AWS. */
export interface LocalAws {
  /** The stack that runs, every intrinsic function resolved. */
  readonly template: Template;
  /** Its functions that are there. */
  readonly functions: readonly LambdaFunction[];
  /** Amazon S3 without its protocol: the objects of every bucket. */
  readonly objects: ObjectStore;
  /** Who may do what, by the template's policies; gives out the credentials of the roles. */
  readonly access: AccessControl;
  /** `AWS_ENDPOINT_URL_SFN` and so on: where the services of its account are. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What SDK clients send their requests with where there are no sockets; undefined where their own will do. */
  readonly requestHandler: Transport['requestHandler'];
  /** `AWS_ENDPOINT_URL_ORGANIZATIONS` and so on: where the services are that tell of the organization. */
  readonly organizationEndpoints: Readonly<Record<string, string>>;
  /** What the services of its account tell of; a test may change it. */
  readonly resources: AccountResources;
  /** The address of each HTTP API, by its logical ID. */
  readonly apiUrls: ReadonlyMap<string, string>;
  /**
   * Starts an execution of a state machine that is there, as a principal of the account. @default the role Operator
   * @throws AwsError as StartExecution answers: `ExecutionAlreadyExists`, `InvalidName`, `StateMachineDoesNotExist` …
   */
  startExecution(stateMachineArn: string, name: string, input: Json, by?: Principal): Execution;
  /**
   * Sends an event to the default event bus of its account and Region, by default the app's own, and waits for the
   * targets of the rules that it matches, here and where it is forwarded to.
   */
  putEvent(event: JsonObject): Promise<Delivery[]>;
  /** Resolves when every event so far has reached its targets, and those that they caused theirs. */
  settled(): Promise<void>;
  /** How often each function, by name, was invoked. */
  invocations(): Record<string, number>;
  /** Starts functions, by ARN and one after the other, ahead of their first use. */
  warm(functionArns: readonly string[]): Promise<void>;
  /** How often each operation of the simulated organization was called, for instance `{"sts:AssumeRoot": 2}`. */
  calls(): Record<string, number>;
  close(): Promise<void>;
}

/**
 * Starts all that an app is made of: the services that it uses, IAM in front of them, its functions, state machines,
 * event rules and HTTP APIs, and the organization that it works on.
 * @throws AimlessFaultsError where a fault is aimed at nothing that is there
 * @throws AwsError where a service could not take on a role of the app
 * @throws Error that names what in the template is not supported
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { clock = systemClock, onLog = () => undefined, onRequest } = options;
  const transport: Transport = options.transport === 'memory' ? new InMemoryTransport() : overHttp;
  const { requestHandler } = transport;
  const account = openAccount(options);
  const { template, access, apiUrls } = account;
  assertFaultsAimed(template, options);
  const organization = await reachOrganization(options, { access, clock, transport });
  const taskTokens = new TaskTokens();
  const borrowed = new BorrowedKeys(organization.environment.AWS_ACCESS_KEY_ID);
  // Functions and events come last, and are first asked for when all is there.
  const invoker: Invoker = { invoke: (arn, payload) => functions.invoker.invoke(arn, payload) };
  const closing = new AbortController();
  const { signal } = closing;
  const later = new LaterInvocations({ invoker, clock, signal, onLog });
  const objects = objectsOf(template, options, (object) => events.putEvent(objectCreatedEvent(object)));
  const snsOf = (principal: Principal) => {
    const credentials = access.credentialsOf(principal);
    return new SNSClient({ endpoint: endpoints.AWS_ENDPOINT_URL_SNS, region, credentials, requestHandler });
  };
  const putEvent = (event: JsonObject, eventBus: string) => {
    options.onEvent?.(event);
    return events.putEvent(event, eventBus);
  };
  const resources = accountResources(template, account.others, options.unconfirmed);
  const { eventHistory } = resources;
  const reached = { clock, objects, taskTokens, invoker, snsOf, putEvent, eventHistory };
  const executions = localExecutions(account, options, reached);
  const contents = { resources, clock, objects, executions, taskTokens, later, borrowed, transport };
  const services = await startServices(account, options, contents);
  const endpoints = services.environment;
  const apis = await serveHttpApis(account, { transport, clock, invoker, onRequest });
  // From now on it is known where they are.
  for (const { outputs } of resources.stacks) Object.assign(outputs, template.stack().outputs);
  const functions = localFunctions(account, options, { clock, borrowed, endpoints, organization });
  const events = eventBuses(account, { clock, invoker, executions, snsOf, signal, onLog });
  return {
    ...{ template, objects, access, endpoints, apiUrls, requestHandler, resources },
    organizationEndpoints: organization.environment,
    functions: functions.lambdas,
    startExecution: (stateMachineArn, name, input, by = operator) =>
      executions.launch(stateMachineArn, name, input, by),
    putEvent: (event) => events.putEvent(event),
    settled: async () => {
      await Promise.all([events.settled(), later.settled()]);
    },
    invocations: () => functions.runner.invocations(),
    warm: (functionArns) => functions.runner.warm(functionArns),
    calls: () => organization.calls(),
    close: async () => {
      closing.abort(new Error('The app was closed before the next try.'));
      await Promise.all([events.settled(), later.settled()]);
      await Promise.all([functions.runner, services, ...apis, organization].map((part) => part.close()));
    },
  };
}

/** Before anything starts. @throws AimlessFaultsError where a fault is aimed at nothing that is there */
function assertFaultsAimed(template: Template, { faults, organization, elsewhere }: LocalAwsOptions): void {
  const { managementAccount, accounts = [] } = organization ?? {};
  const all = managementAccount ? [managementAccount, ...accounts] : accounts;
  faults?.assertAimed?.({
    functions: template.functions().map(({ arn }) => arn),
    stateMachines: template.stateMachines(),
    buckets: template.buckets().map(({ name }) => name),
    accounts: elsewhere ? undefined : all.map(({ id }) => id),
  });
}

/** The buckets of a stack; those that say so tell of every object that is written. */
function objectsOf(
  template: Template,
  { folderOf, onFailure, faults }: LocalAwsOptions,
  onCreated: (object: CreatedObject) => void,
): ObjectStore {
  const buckets = template.buckets();
  const telling = new Set(buckets.filter(({ sendsEvents }) => sendsEvents).map(({ name }) => name));
  const folders = Object.fromEntries(buckets.map(({ name }) => [name, folderOf(name)]));
  const tell = (object: CreatedObject) => {
    if (telling.has(object.bucket) && !faults?.isUnheard?.(object.key)) onCreated(object);
  };
  return new ObjectStore(folders, tell, onFailure);
}
