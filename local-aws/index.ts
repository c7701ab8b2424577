import type { LocalAccount } from './app/account';
import type { LocalAwsOptions } from './app/options';
import type { FaultyCall } from './faults/faulty-call';
import type { RunFaults, RunFaultsOptions } from './faults/run-faults';
import type { PolicyDocument } from './iam/policy-document';
import type { LocalAws as StartedAws } from './local-aws';
import type { Simulator, SimulatorOptions } from './organization/simulator';
import type { AwsError } from './wire/aws-error';
import type { Fetch, HttpServer } from './wire/http-server';
import type { WireCall } from './wire/protocols';

// What takes long to load is loaded when it is first called: a type or a clock from here costs nothing.

/** AWS on one machine, to rehearse and to test an app of the AWS CDK; README.md says what there is. */
export const LocalAws = {
  /** Starts an app with everything that it uses. */
  start: async (options: LocalAwsOptions): Promise<StartedAws> =>
    (await import('./local-aws')).startLocalAws(options),
};
/** An app that runs on this machine as it would in AWS. */
export type LocalAws = StartedAws;
export type { FunctionRunner, LocalAwsOptions } from './app/options';
export type { Email } from './services/sns';
export type { StateMachineRules } from './states/state-machines';

// The assembly: what is in it, without starting anything.

/** Reads a stack of a cloud assembly, as its deployment would: its resources, and who may do what with them. */
export const openAccount = async (
  options: Pick<LocalAwsOptions, 'assembly' | 'stackName' | 'onDecision'>,
): Promise<LocalAccount> => (await import('./app/account')).openAccount(options);

// Events: what they look like, and where they went.
export type { Delivery } from './events/event-bridge';
export { eventPattern } from './events/event-bridge-pattern';
export { objectCreatedEvent } from './events/s3-event';
export type { Schedule } from './events/schedules';
// Functions: how they are invoked, and what is needed to run them elsewhere than in worker threads.
export type { Invocation, LambdaRunnerOptions } from './lambda/lambda-runner';
export { httpApiEvent } from './services/http-api-event';
export { MasterKey } from './services/master-key';
export { type CreatedObject, ObjectStore } from './services/object-store';
// Executions: what is running, what happened in it, and what another process goes on with.
export { executionArn, parseStateMachineArn } from './states/arns';
export type { Execution, ExecutionResult } from './states/engine';
export { ExecutionStopped } from './states/execution-stopped';
export type { StartedExecution } from './states/executions';
export type { Journal, Redrive, StateEntry, UnfinishedMapRun } from './states/main-run';
export type { ProgressEvent, TaskIntegration } from './states/state';
export { StatesError } from './states/states-error';
export { type StepFunctionsOptions, stepFunctions } from './states/step-functions';
export { type PendingTask, TaskTokens } from './states/task-tokens';
export { accountId, partition, region } from './template/physical-id';
export type { LambdaFunction, StateMachine } from './template/template';

// IAM: principals, policies, and who may do what.

/** Reads a policy document; rejects with an Error that names it and what in it is not supported. */
export const parsePolicy = async (document: unknown, name: string): Promise<PolicyDocument> =>
  (await import('./iam/policy-document')).parsePolicy(document, name);
export { AccessControl, type AccessControlOptions } from './iam/access-control';
export type { PolicyDocument, StatementDocument } from './iam/policy-document';
export { operator, type Principal, principalName, roleSession, servicePrincipal } from './iam/principal';
export type { Grant } from './iam/statement';
export type { SessionCredentials } from './iam/temporary-credentials';

// The organization: made up from a seed, as data, and as a server of its own.

/** Serves a simulated organization on one loopback port. Rejects where the port is taken. */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> =>
  (await import('./organization/simulator')).startSimulator(options);
export { withoutSession } from './organization/caller';
export { createCredentials } from './organization/create-credentials';
export { createOrganization, type OrganizationOptions } from './organization/create-organization';
export { isoSeconds } from './organization/dates';
export type { ObservedCall } from './organization/dispatcher';
export {
  type AccessKey,
  type Account,
  type AccountKind,
  type AccountState,
  type Credentials,
  countCredentials,
  type Faults,
  loginProfileId,
  type MfaDevice,
  mfaDeviceId,
  type Organization,
  type OrganizationEvent,
} from './organization/organization';
export { BASE_32, createRandom } from './organization/random';
export { type Bucket, type Queue, queueUrl } from './organization/resources';
export type { Simulator } from './organization/simulator';
export { DOCUMENTED_RATES } from './organization/throttle';

// Faults: what goes wrong on demand.

/** Everything that these rules let go wrong, drawn from a seed. */
export const runFaults = async (options: RunFaultsOptions): Promise<RunFaults> =>
  (await import('./faults/run-faults')).runFaults(options);

/** Reads a request that goes on to its service, as faults see it; undefined where that is none that is known here. */
export const readFaultyCall = async (request: Request): Promise<FaultyCall | undefined> =>
  (await import('./faults/faulty-call')).readFaultyCall(request);
export { AimlessFaultsError, type AimlessRule } from './faults/aimless-faults-error';
export { FaultPlan } from './faults/fault-plan';
export {
  type FaultName,
  type FaultRule,
  FaultSpecError,
  faults,
  formatFaultSpec,
  hostileFaults,
  parseFaultSpec,
} from './faults/fault-spec';
export type { Interference } from './faults/organization-faults';
export type { RunFaults } from './faults/run-faults';

// What all of it speaks: time, JSON, errors and HTTP.

/** Serves an app on the loopback address, for whoever means that address. Rejects where the port is taken. */
export const startHttpServer = async (app: { fetch: Fetch }, port?: number): Promise<HttpServer> =>
  (await import('./wire/http-server')).startHttpServer(app, port);

/** Reads a request to a service, body included; undefined for one to a service that is not known here. */
export const readCall = async (request: Request): Promise<WireCall | undefined> =>
  (await import('./wire/protocols')).readCall(request);

/** An error in the words of a service, and in its protocol. */
export const refusal = async (call: Pick<WireCall, 'service'>, error: AwsError): Promise<Response> =>
  (await import('./wire/protocols')).refusal(call, error);
export { type Clock, systemClock } from './clock';
export { isJsonObject, type Json, type JsonObject } from './json';
export { AwsError } from './wire/aws-error';
export type { Fetch, HttpServer } from './wire/http-server';
