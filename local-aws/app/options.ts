import type { Clock } from '../clock';
import type { RunFaults } from '../faults/run-faults';
import type { AccessControl, AccessControlOptions } from '../iam/access-control';
import type { JsonObject } from '../json';
import type { LambdaRunner, LambdaRunnerOptions } from '../lambda/lambda-runner';
import type { SimulatorOptions } from '../organization/simulator';
import type { EndpointOptions } from '../services/endpoints';
import type { ProgressEvent } from '../states/state';
import type { StateMachineRules } from '../states/state-machines';
import type { LambdaFunction, StateMachine } from '../template/template';
import type { TransportName } from '../wire/transport';

/** What runs functions, each under its ARN, and counts how often. */
export type FunctionRunner = Pick<LambdaRunner, 'invoke' | 'invocations' | 'warm' | 'close'>;

/** The organization that is simulated for an app: its accounts, and how AWS answers for them. */
type Simulation = Partial<Pick<SimulatorOptions, 'organization' | 'latency' | 'throttle' | 'onCall'>>;

/** What an app is started with on one machine. */
export interface LocalAwsOptions extends Simulation {
  /** The folder of the cloud assembly: what `cdk synth` wrote. */
  readonly assembly: string;
  /** The stack to run; those beside it only forward their events to it. @default the only one of the assembly */
  readonly stackName?: string;
  /** The folder in which the objects of the bucket of this name become files. */
  readonly folderOf: (bucket: string) => string;
  /** Told where the file system fails an object, which its caller is, too. @default nobody is told */
  readonly onFailure?: (error: unknown) => void;
  /** The source of time for waits, backoff and expiry. @default the system's clock */
  readonly clock?: Clock;
  /**
   * Variables that lead the functions to services on no machine of ours, and the credentials for them
   * (`AWS_ENDPOINT_URL_STS`, `AWS_ACCESS_KEY_ID` …); they go before the simulated organization. @default none
   */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** What goes wrong on demand. @default nothing */
  readonly faults?: Partial<RunFaults>;
  /** Email addresses that have not confirmed their subscriptions. @default everybody has */
  readonly unconfirmed?: readonly string[];
  /** The functions that are there at all. @default all of the stack */
  readonly functions?: (
    all: readonly LambdaFunction[],
    stack: { stateMachines: readonly StateMachine[]; access: AccessControl },
  ) => readonly LambdaFunction[];
  /** What is particular to a state machine's executions; undefined for one that is not there. @default nothing is */
  readonly stateMachines?: (stateMachine: StateMachine) => StateMachineRules | undefined;
  /** Whether executions are started through the endpoint of Step Functions, too. @default true */
  readonly startsOnRequest?: boolean;
  /** Runs the functions. @default each bundle in a worker thread of its own */
  readonly runner?: (options: LambdaRunnerOptions) => FunctionRunner;
  /**
   * How everything is reached: over HTTP on loopback ports, or within this process alone, without a socket, through
   * `requestHandler`; signatures are verified either way. @default http
   */
  readonly transport?: TransportName;
  /** Told of every mail that Amazon SNS sends. */
  readonly onEmail?: EndpointOptions['deliver'];
  /** Told of every event that an execution puts on an event bus, that of an Express child included. */
  readonly onEvent?: (event: JsonObject) => void;
  /** Told of every line that a function logs, and of every delivery of an event that failed. */
  readonly onLog?: (name: string, line: string) => void;
  /** Told of every request that an HTTP API has answered. */
  readonly onRequest?: (request: Request) => void;
  /** Told of every step of an execution. */
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Told of every decision on what a role or service may do. */
  readonly onDecision?: AccessControlOptions['onDecision'];
}
