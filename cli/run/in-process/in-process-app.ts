import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { privilegedTasksDefinition, purgeWorkflowDefinition } from '#definitions';
import { approverTopic } from '../../../lambdas/approval/approver-topic';
import { callAs } from '../../../lambdas/aws-calls/client-defaults';
import { answerInsteadOfAws, ownClient } from '../../../lambdas/aws-calls/own-client';
import { rememberRootSessions } from '../../../lambdas/root-session/root-session';
import { taskRunOf } from '../../../lambdas/run/execution-names';
import { runKeys } from '../../../lambdas/run/run-keys';
import { ownRunStore } from '../../../lambdas/run/run-store';
import { writeLogTo } from '../../../lambdas/skeleton/logger';
import type { Context } from '../../../lib/config-schema';
import {
  type Clock,
  type CreatedObject,
  type Fetch,
  type Invocation,
  isJsonObject,
  ObjectStore,
  objectCreatedEvent,
  type StateMachine,
  type StateMachineRules,
  type StepFunctionsOptions,
  startHttpServer,
  stepFunctions,
  TaskTokens,
} from '../../../local-aws';
import { version } from '../../../package.json';
import { assertInReach } from '../reach';
import type { Around, RunningApp } from '../running-app';
import { countCalls } from './count-calls';
import { Functions } from './functions';
import { answersOf, here, topicPrefix } from './own-account';
import { renderPlainly } from './plain-rendering';

/** Whose app it is, and what it is told. */
export interface InProcessOptions extends Around {
  /** The one approver. */
  readonly approver: string;
  readonly configuration: Pick<
    Context,
    'excludedAccounts' | 'exceptions' | 'approvalTimeoutHours' | 'concurrency'
  >;
  /** As whom, and from where, the functions call AWS. @default as the environment says */
  readonly caller?: Parameters<typeof callAs>[0];
  /** An execution of an earlier process that goes on under its name. */
  readonly redriven?: string;
  /** What an execution of this name goes on from, and who keeps what it needs to be gone on with. @default nothing */
  readonly recovery?: StateMachineRules['recovery'];
  readonly aroundTasks?: StepFunctionsOptions['aroundTasks'];
  readonly clock: Clock;
}

const bucket = 'run-store';

/**
 * The app in this process: its definitions on the engine, its functions as they are, and the account around them in
 * memory and in files. Nothing listens but the approval page, which an audit does not have.
 */
export async function startInProcessApp(options: InProcessOptions): Promise<RunningApp> {
  const { approver, bucketFolder, reach, onEmail, onLog } = options;
  const deliveries: Promise<Invocation>[] = [];
  const onCreated = (created: CreatedObject) => {
    if (isDecision(created.key))
      deliveries.push(functions.invoke('DeliverDecision', objectCreatedEvent(created)));
  };
  const objects = new ObjectStore({ [bucket]: bucketFolder }, onCreated, options.onFailure);
  const taskTokens = new TaskTokens();
  const { calls, logger } = countCalls();
  callAs({ ...options.caller, logger });
  answerInsteadOfAws(answersOf({ bucket, objects, taskTokens, approver, onEmail }));
  renderPlainly();
  rememberRootSessions(options.configuration.concurrency);
  writeLogTo((line) => onLog('functions', line));
  const variables = variablesOf(options);
  Object.assign(process.env, variables);
  const page = reach === 'audit' ? undefined : await startHttpServer(await approvalPage(options));
  const functions = new Functions({
    reach,
    onLog,
    variables: { ...variables, APPROVAL_URL: page?.url ?? '' },
  });
  const executions = stepFunctions({
    ...options,
    ...{ objects, taskTokens, functions, sns: ownClient(SNSClient) },
    stateMachines: stateMachinesOf(options),
  });
  return {
    bucket,
    objects,
    start: (name, input) => executions.launch(purgeArn, name, input),
    startTask: (name, input) => executions.launch(tasksArn, name, input),
    warm: () => functions.warm(),
    putEvent: async () => [],
    calls: () => calls,
    close: async () => {
      await Promise.all([page?.close(), ...deliveries]);
    },
  };
}

const isDecision = (key: string) => /^runs\/[^/]+\/decision\.json$/.test(key);

/** What the app would give its functions as environment variables, wherever it is. */
function variablesOf({ approver, configuration }: InProcessOptions): Record<string, string> {
  return {
    APP_VERSION: version,
    RUN_BUCKET: bucket,
    SEALING_KEY_ARN: `arn:aws:kms:${here.region}:${here.accountId}:key/run`,
    APPROVERS: approver,
    APPROVER_TOPICS: topicPrefix,
    EXCLUDED_ACCOUNTS: JSON.stringify(configuration.excludedAccounts),
    STANDING_EXCEPTIONS: JSON.stringify(configuration.exceptions),
    POWERTOOLS_SERVICE_NAME: 'root-purge',
    // Nobody reads them here.
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}

async function approvalPage({ clock, onRequest }: InProcessOptions): Promise<{ fetch: Fetch }> {
  const { approvalApi } = await import('../../../lambdas/approval-api');
  const page = approvalApi({ store: ownRunStore(), now: () => clock.now() });
  // As API Gateway says where a request comes from: nobody but this machine is listened to.
  const requestContext = { http: { sourceIp: '127.0.0.1' } };
  return {
    fetch: async (request) => {
      const answer = await page.fetch(request, { requestContext });
      onRequest(request);
      return answer;
    },
  };
}

const arnOf = (name: string) => `arn:aws:states:${here.region}:${here.accountId}:stateMachine:${name}`;
const purgeArn = arnOf('PurgeWorkflow');
const tasksArn = arnOf('PrivilegedTasks');

function stateMachinesOf(options: InProcessOptions): StepFunctionsOptions['stateMachines'] {
  const purge = [machine('PurgeWorkflow', purgeWorkflowDefinition, options), purgeRules(options)] as const;
  if (options.reach !== 'everything') return [purge];
  return [purge, [machine('PrivilegedTasks', privilegedTasksDefinition, options), taskRules(options)]];
}

function purgeRules(options: InProcessOptions): StateMachineRules {
  return {
    ...rulesOf(options, (name) => name, runKeys.accounts),
    assertStartable: (input) => assertInReach(options.reach, input),
  };
}

const taskRules = (options: InProcessOptions) => rulesOf(options, taskRunOf, runKeys.task);

/** What a run leaves first tells that its name is taken. */
function rulesOf(
  { redriven, bucketFolder, recovery, onStart }: InProcessOptions,
  runOf: (name: string) => string,
  firstObject: (run: string) => string,
): StateMachineRules {
  return {
    isTaken: (name) => name !== redriven && existsSync(join(bucketFolder, firstObject(runOf(name)))),
    recovery,
    onStart: (execution) => onStart(execution, runOf(execution.name)),
  };
}

/** A function is called by the state that invokes it. */
function machine(
  name: string,
  definition: string,
  { approver, configuration }: InProcessOptions,
): StateMachine {
  const { approvalTimeoutHours, concurrency } = configuration;
  const substitutions: Record<string, string> = {
    Partition: 'aws',
    RunBucket: bucket,
    ApproverTopics: `['${approverTopic(topicPrefix, approver)}']`,
    ApprovalTimeoutSeconds: String(Math.round(approvalTimeoutHours * 60) * 60),
    Concurrency: String(concurrency),
    PurgeStateMachine: purgeArn,
  };
  const text = definition.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => substitutions[name] ?? name);
  const parsed: unknown = JSON.parse(text);
  if (!isJsonObject(parsed)) throw new Error(`The definition of ${name} is no JSON object.`);
  const roleArn = `arn:aws:iam::${here.accountId}:role/${name}`;
  return { logicalId: name, name, arn: arnOf(name), roleArn, definition: parsed };
}
