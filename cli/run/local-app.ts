import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { taskRunOf } from '../../lambdas/run/execution-names';
import { runKeys } from '../../lambdas/run/run-keys';
import { appStackName } from '../../lib/app-stack-name';
import {
  type Execution,
  type Json,
  LocalAws,
  type LocalAwsOptions,
  type StartedExecution,
  type StateMachine,
  type StateMachineRules,
} from '../../local-aws';
import { assertInReach, functionsInReach, type Reach } from './reach';
import { findStateMachines, isOfPurges, type StateMachines } from './state-machines';
import { worksOnOrganization } from './works-on-organization';

/** What this app is started with on one machine. */
export interface LocalAppOptions
  extends Omit<LocalAwsOptions, 'stackName' | 'folderOf' | 'lender' | 'functions' | 'stateMachines'> {
  /** Where the run store's objects become files. */
  readonly bucketFolder: string;
  /** Variables with the credentials of a person, for the functions that work on the organization. @default their roles' */
  readonly caller?: () => Promise<Record<string, string>>;
  /** What of the app is there at all. @default everything */
  readonly reach?: Reach;
  /** An execution of an earlier process that goes on under its name. */
  readonly redriven?: string;
  /** What an execution of this name goes on from, and who keeps what it needs to be gone on with. @default nothing */
  readonly recovery?: StateMachineRules['recovery'];
  /** Told of every execution, whoever started it, and of the run that it has in the run store. */
  readonly onStart?: (execution: StartedExecution, run: string) => void;
}

/** The deployed app, as far as it can be on one machine. */
export interface LocalApp extends Omit<LocalAws, 'startExecution' | 'warm'> {
  /** The name of the run bucket. */
  readonly bucket: string;
  /**
   * Starts a purge, or an audit.
   * @throws AwsError as StartExecution answers with one: `ExecutionAlreadyExists`, `InvalidName` …
   */
  start(name: string, input: Json): Execution;
  /**
   * Starts a privileged task.
   * @throws AwsError as StartExecution answers with one; `StateMachineDoesNotExist` where tasks are out of reach
   */
  startTask(name: string, input: Json): Execution;
  /** Starts the functions ahead of their first use, in the order in which a run comes to them. */
  warm(): Promise<void>;
}

/** Runs the synthesized app: its state machines, its bundles and its API, against endpoints on loopback. */
export async function startLocalApp(options: LocalAppOptions): Promise<LocalApp> {
  const { bucketFolder, caller, reach = 'everything' } = options;
  const aws = await LocalAws.start({
    ...options,
    stackName: appStackName,
    folderOf: () => bucketFolder,
    lender: caller && { credentials: caller, lendsTo: worksOnOrganization },
    functions: (all, { stateMachines, access }) =>
      functionsInReach(all, findStateMachines(stateMachines), access, reach),
    stateMachines: (machine) => rulesOf(machine, options),
  });
  const { purge, tasks } = findStateMachines(aws.template.stateMachines());
  return {
    ...aws,
    bucket: aws.template.buckets()[0]?.name ?? '',
    start: (name, input) => aws.startExecution(purge.arn, name, input),
    startTask: (name, input) => aws.startExecution(tasks.arn, name, input),
    warm: () => aws.warm(inOrderOfUse(aws.functions, { purge, tasks })),
  };
}

/** An audit or a purge starts no privileged tasks; what a run leaves first tells that its name is taken. */
function rulesOf(machine: StateMachine, options: LocalAppOptions): StateMachineRules | undefined {
  const { reach = 'everything', bucketFolder, recovery, onStart } = options;
  const isPurge = isOfPurges(machine);
  if (!isPurge && reach !== 'everything') return undefined;
  const runOf = isPurge ? (name: string) => name : taskRunOf;
  const firstObject = isPurge ? runKeys.accounts : runKeys.task;
  return {
    assertStartable: (input) => isPurge && assertInReach(reach, input),
    isTaken: (name) => name !== options.redriven && existsSync(join(bucketFolder, firstObject(runOf(name)))),
    recovery,
    onStart: (execution) => onStart?.(execution, runOf(execution.name)),
  };
}

/** The functions that a purge's definition names, as it does, then those of the approval page; none of the tasks alone. */
function inOrderOfUse(functions: readonly { arn: string }[], { purge, tasks }: StateMachines): string[] {
  const [inPurge, inTasks] = [JSON.stringify(purge.definition), JSON.stringify(tasks.definition)];
  const place = (arn: string) => (inPurge.includes(arn) ? inPurge.indexOf(arn) : inPurge.length);
  return functions
    .map(({ arn }) => arn)
    .filter((arn) => inPurge.includes(arn) || !inTasks.includes(arn))
    .sort((one, other) => place(one) - place(other));
}
