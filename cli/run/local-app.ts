import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { taskRunOf } from '../../lambdas/run/execution-names';
import { runKeys } from '../../lambdas/run/run-keys';
import { appStackName } from '../../lib/app-stack-name';
import {
  LocalAws,
  type LocalAwsOptions,
  type StartedExecution,
  type StateMachine,
  type StateMachineRules,
} from '../../local-aws';
import { assertInReach, functionsInReach, type Reach } from './reach';
import type { RunningApp } from './running-app';
import { findStateMachines, isOfPurges, type StateMachines } from './state-machines';

/** What this app is started with on one machine. */
export interface LocalAppOptions
  extends Omit<LocalAwsOptions, 'stackName' | 'folderOf' | 'functions' | 'stateMachines'> {
  /** Where the run store's objects become files. */
  readonly bucketFolder: string;
  /** What of the app is there at all. @default everything */
  readonly reach?: Reach;
  /** Whether an execution that did not succeed can be redriven. @default false */
  readonly isRedrivable?: boolean;
  /** Told of every execution, whoever started it, and of the run that it has in the run store. */
  readonly onStart?: (execution: StartedExecution, run: string) => void;
}

/** The deployed app, as far as it can be on one machine. */
export interface LocalApp extends RunningApp, Omit<LocalAws, 'startExecution' | 'warm'> {
  readonly objects: LocalAws['objects'];
}

/** Runs the synthesized app: its state machines, its bundles and its API, against endpoints on loopback. */
export async function startLocalApp(options: LocalAppOptions): Promise<LocalApp> {
  const { bucketFolder, reach = 'everything' } = options;
  const aws = await LocalAws.start({
    ...options,
    stackName: appStackName,
    folderOf: () => bucketFolder,
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
  const { reach = 'everything', bucketFolder, isRedrivable, onStart } = options;
  const isPurge = isOfPurges(machine);
  if (!isPurge && reach !== 'everything') return undefined;
  const runOf = isPurge ? (name: string) => name : taskRunOf;
  const firstObject = isPurge ? runKeys.accounts : runKeys.task;
  return {
    assertStartable: (input) => isPurge && assertInReach(reach, input),
    isRedrivable,
    isTaken: (name) => existsSync(join(bucketFolder, firstObject(runOf(name)))),
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
