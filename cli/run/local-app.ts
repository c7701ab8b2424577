import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { taskRunOf } from '../../lambdas/run/run-names';
import { runKeys } from '../../lambdas/run/run-store';
import { appStackName } from '../../lib/stacks';
import type { Clock } from '../../local-aws/clock';
import { type Delivery, EventBridge } from '../../local-aws/events/event-bridge';
import { eventTargets, senderPrincipal } from '../../local-aws/events/event-targets';
import { objectCreatedEvent } from '../../local-aws/events/s3-event';
import type { RunFaults } from '../../local-aws/faults/run-faults';
import { AccessControl, type AccessControlOptions } from '../../local-aws/iam/access-control';
import { assertRolesTrusted } from '../../local-aws/iam/assert-roles-trusted';
import { BorrowedKeys } from '../../local-aws/iam/borrowed-keys';
import { type Principal, servicePrincipal } from '../../local-aws/iam/principal';
import type { SecretsOf } from '../../local-aws/iam/signature';
import { allPolicies } from '../../local-aws/iam/stack-policies';
import type { Json, JsonObject } from '../../local-aws/json';
import { LambdaRunner } from '../../local-aws/lambda/lambda-runner';
import { type EndpointOptions, startEndpoints } from '../../local-aws/services/endpoints';
import { httpApi } from '../../local-aws/services/http-api';
import { ObjectStore } from '../../local-aws/services/object-store';
import { subscribedTopics } from '../../local-aws/services/subscribed-topics';
import type { Execution, ExecutionOptions } from '../../local-aws/states/engine';
import { readsOfAll } from '../../local-aws/states/execution-reads';
import type { StartedExecution } from '../../local-aws/states/executions';
import { ExecutionsOfAll } from '../../local-aws/states/executions-of-all';
import { startExecutionSync } from '../../local-aws/states/nested-execution';
import type { ProgressEvent } from '../../local-aws/states/state';
import {
  executionsOf,
  findStateMachines,
  type RunNames,
  type StateMachinesOptions,
} from '../../local-aws/states/state-machines';
import { taskIntegrations } from '../../local-aws/states/task-integrations';
import { TaskTokens } from '../../local-aws/states/task-tokens';
import { region } from '../../local-aws/template/physical-id';
import { type LambdaFunction, otherTemplates, readTemplate } from '../../local-aws/template/template';
import { forward } from '../../local-aws/wire/forward';
import { startHttpServer } from '../../local-aws/wire/http-server';
import { assertInReach, functionsInReach, type Reach } from './reach';
import { worksOnOrganization } from './works-on-organization';

export interface LocalAppOptions {
  /** The cloud assembly: what `cdk synth` wrote. */
  readonly assembly: string;
  /** Where the run store's objects become files. */
  readonly bucketFolder: string;
  /** `AWS_ENDPOINT_URL_STS` and so on: the organization to work on, and the credentials for it where it wants some. */
  readonly awsEnvironment: Record<string, string>;
  /** The Amazon S3 of the organization's accounts, where it is in this process. @default `AWS_ENDPOINT_URL_S3` */
  readonly accountsS3?: { fetch(request: Request): Promise<Response>; readonly secretsOf: SecretsOf };
  readonly clock: Clock;
  /** Approvers who have not confirmed their subscription. @default none */
  readonly unconfirmed?: readonly string[];
  readonly onEmail: EndpointOptions['deliver'];
  readonly onLog: (functionName: string, line: string) => void;
  /** Variables with the credentials of a person, for the functions that work on the organization. @default their roles' */
  readonly caller?: () => Promise<Record<string, string>>;
  /** What of the app is there at all. @default everything */
  readonly reach?: Reach;
  /** Whether executions are started through the endpoint of Step Functions, too. @default true */
  readonly startsOnRequest?: boolean;
  /** What stands between the state machine and its tasks; told which functions, by ARN, use `caller`. @default nothing */
  readonly aroundTasks?: (tasks: Tasks, usesCaller: (functionArn: string) => boolean) => Tasks;
  /** An execution of an earlier process that goes on under its name. */
  readonly redriven?: string;
  /** What an execution of this name goes on from, and who keeps what it needs to be gone on with. @default nothing */
  readonly recovery?: (
    name: string,
    definition: Json,
    input: Json,
  ) => Pick<ExecutionOptions, 'journal' | 'redrive'>;
  /** What goes wrong on demand. @default nothing */
  readonly faults?: Pick<RunFaults, 'intercept' | 'functions' | 'objects' | 'runsTwice'>;
  /** Every execution, whoever started it, and the run that it has in the run store. */
  readonly onStart?: (execution: StartedExecution, run: string) => void;
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Told of every decision on what a role or service may do. */
  readonly onDecision?: AccessControlOptions['onDecision'];
}

type Tasks = ExecutionOptions['tasks'];

/** The deployed app, as far as it can be on one machine. */
export interface LocalApp {
  /** The name of the run bucket. */
  readonly bucket: string;
  readonly objects: ObjectStore;
  /** Who may do what in it, by the template's policies. */
  readonly access: AccessControl;
  readonly approvalUrl: string;
  /** `AWS_ENDPOINT_URL_SFN` and so on: where its own services are. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Throws an AwsError as StartExecution answers with one: `ExecutionAlreadyExists`, `InvalidName` … */
  start(name: string, input: Json): Execution;
  /** The same for a privileged task. */
  startTask(name: string, input: Json): Execution;
  /**
   * Sends an event to the default event bus of its account and Region, by default the app's own, and waits for the
   * targets of the rules that it matches, here and where it is forwarded to.
   */
  putEvent(event: JsonObject): Promise<Delivery[]>;
  /** How often each function, by name, was invoked. */
  invocations(): Record<string, number>;
  /** Starts the functions ahead of their first use, in the order in which a run comes to them. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** Runs the synthesized app: its state machines, its bundles and its API, against endpoints on loopback. */
export async function startLocalApp(options: LocalAppOptions): Promise<LocalApp> {
  const { assembly, clock, awsEnvironment, onLog, faults } = options;
  const template = readTemplate(assembly, {
    stackName: appStackName,
    attribute: (type, _, attribute) =>
      type === 'AWS::ApiGatewayV2::Api' && attribute === 'ApiEndpoint' ? apiServer.url : undefined,
  });
  const bucket = only(template.buckets(), 'bucket');
  const objects = new ObjectStore({ [bucket.name]: options.bucketFolder }, (object) => {
    if (bucket.sendsEvents) eventBridge.putEvent(objectCreatedEvent(object));
  });
  // Those in the management account, which forward its events.
  const otherStacks = otherTemplates(assembly, appStackName);
  const policies = allPolicies([template, ...otherStacks]);
  const access = new AccessControl({ policies, onDecision: options.onDecision });
  assertRolesTrusted(access, template.serviceRoles());
  const { purge, tasks } = findStateMachines(template.stateMachines());
  const taskTokens = new TaskTokens();
  const { aroundTasks = (tasks) => tasks } = options;
  const machineOptions: StateMachinesOptions = {
    ...options,
    access,
    objects,
    taskTokens,
    tasks: (session, ownObjects) =>
      aroundTasks(
        taskIntegrations(
          invokedBy(session),
          snsOf(session),
          ownObjects,
          startExecutionSync(executions, (wanted) => access.assertAllowed(session, wanted)),
        ),
        (functionArn) => onOrganization.has(functionArn),
      ),
    isTaken: (name, file) => name !== options.redriven && existsSync(join(options.bucketFolder, file)),
  };
  const { reach = 'everything', startsOnRequest = true } = options;
  const purges = executionsOf(purge, purgeRuns, {
    ...machineOptions,
    assertStartable: (input) => assertInReach(reach, input),
  });
  const started = reach === 'everything' ? executionsOf(tasks, taskRuns, machineOptions) : undefined;
  const all = [purges, ...(started ? [started] : [])];
  const executions = new ExecutionsOfAll(all);
  const { AWS_ENDPOINT_URL_S3: s3Elsewhere, ...organization } = awsEnvironment;
  const { accountsS3 } = options;
  const borrowed = new BorrowedKeys(awsEnvironment.AWS_ACCESS_KEY_ID);
  const endpoints = await startEndpoints({
    objects,
    keys: template.keys(),
    topics: subscribedTopics(template.topics(), options.unconfirmed),
    tasks: taskTokens,
    ...(startsOnRequest && { executions, reads: readsOfAll(all) }),
    callers: {
      secretsOf: (key) => access.secretsOf(key) ?? accountsS3?.secretsOf(key),
      throughDoor: borrowed.throughDoor,
    },
    // Buckets of member accounts are asked for with root sessions, which this account does not know.
    elsewhere: (request) => {
      if (access.knows(request.headers)) return undefined;
      return accountsS3?.fetch(request) ?? (s3Elsewhere ? forward(request, s3Elsewhere) : undefined);
    },
    stacks: [template.stack()],
    authorize: access.authorize,
    intercept: faults?.intercept,
    deliver: options.onEmail,
  });
  const api = only(template.httpApis(), 'HTTP API');
  const apiServer = await startHttpServer(
    httpApi({
      api,
      clock,
      invoke: (functionArn, event, sourceArn) =>
        invokedBy(servicePrincipal('apigateway', sourceArn)).invoke(functionArn, event),
    }),
  );
  // Resolved only here: what they are told in their environment names the API server.
  const lambdas = functionsInReach(template.functions(), { purge, tasks }, access, reach);
  const onOrganization = new Set(
    lambdas.filter(({ roleArn }) => worksOnOrganization(access, roleArn)).map(({ arn }) => arn),
  );
  const invokedBy = (principal: Principal): Pick<LambdaRunner, 'invoke'> => ({
    invoke: async (functionArn, payload) => {
      access.assertAllowed(principal, { action: 'lambda:InvokeFunction', resource: functionArn });
      return functions.invoke(functionArn, payload);
    },
  });
  const credentialsOf = ({ roleArn, name }: LambdaFunction) =>
    access.credentialsOf(access.assumeRole(roleArn, name, servicePrincipal('lambda')));
  const runner = new LambdaRunner({
    functions: lambdas,
    endpoints: (lambda, borrows) => ({
      ...(borrows || organization.AWS_ACCESS_KEY_ID
        ? borrowed.endpointsOf(credentialsOf(lambda), endpoints.environment)
        : endpoints.environment),
      ...organization,
    }),
    credentials: (lambda) => credentialsOf(lambda),
    caller: ({ arn }) =>
      onOrganization.has(arn) ? options.caller && borrowed.from(options.caller) : undefined,
    clock,
    log: onLog,
  });
  const functions = faults?.functions(runner) ?? runner;
  const snsOf = (session: Principal) =>
    new SNSClient({
      endpoint: endpoints.environment.AWS_ENDPOINT_URL_SNS,
      region,
      credentials: access.credentialsOf(session),
    });
  const closing = new AbortController();
  const eventBridge = new EventBridge({
    rules: [template, ...otherStacks].flatMap((template) => template.eventRules()),
    mayPutEvents: (eventBusArn, sender) =>
      access.assertAllowed(senderPrincipal(access, sender), {
        action: 'events:PutEvents',
        resource: eventBusArn,
      }),
    targets: eventTargets({
      runner: functions,
      executions,
      access,
      snsEndpoint: endpoints.environment.AWS_ENDPOINT_URL_SNS,
      clock,
      signal: closing.signal,
    }),
    clock,
    onFailure: ({ rule, error }) => onLog(rule, `ERROR ${error}`),
  });
  return {
    bucket: bucket.name,
    objects,
    access,
    approvalUrl: apiServer.url,
    endpoints: endpoints.environment,
    start: (name, input) => purges.launch(name, input),
    startTask: (name, input) => {
      if (!started) throw new Error(`Privileged tasks are out of reach here: this is to ${reach}.`);
      return started.launch(name, input);
    },
    putEvent: (event) => eventBridge.putEvent(event),
    invocations: () => runner.invocations(),
    warm: () => runner.warm(inOrderOfUse(lambdas, purge.definition, tasks.definition)),
    close: async () => {
      closing.abort(new Error('The app was closed before the next try.'));
      await eventBridge.settled();
      await Promise.all([runner.close(), endpoints.close(), apiServer.close()]);
    },
  };
}

const purgeRuns: RunNames = { runOf: (name) => name, firstObject: runKeys.accounts };
const taskRuns: RunNames = { runOf: taskRunOf, firstObject: runKeys.task };

/** The functions that a purge's definition names, as it does, then those of the approval page; none of the tasks alone. */
function inOrderOfUse(functions: readonly { arn: string }[], purge: unknown, tasks: unknown): string[] {
  const [inPurge, inTasks] = [JSON.stringify(purge), JSON.stringify(tasks)];
  const place = (arn: string) => (inPurge.includes(arn) ? inPurge.indexOf(arn) : inPurge.length);
  return functions
    .map(({ arn }) => arn)
    .filter((arn) => inPurge.includes(arn) || !inTasks.includes(arn))
    .sort((one, other) => place(one) - place(other));
}

function only<T>(list: readonly T[], what: string): T {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0)
    throw new Error(`The app has ${list.length} times a ${what}.`);
  return first;
}
