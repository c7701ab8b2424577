import type { Failure, Readings } from '../run/model';
import type { NextStep, PlannedTarget, PolicyReading, TaskTarget } from './shapes';

/** All that the app must know of a privileged task, but for the calls of the SDK that read and change its targets. */
export interface PrivilegedTask {
  /** In the execution input, the plan and the report; the definition chooses its states by it. */
  readonly name: string;
  /** Which of AWS's own policies, of those under `root-task/`, its root sessions are opened with. */
  readonly taskPolicy: string;
  readonly states: TaskStates;
  /** Whether a purge some time later takes away again what it gives. */
  readonly canBeResealed: boolean;
  readonly words: TaskWords;
  /** @throws InvalidInputError naming every wrong field, the value received and what is allowed */
  parseInput(input: unknown): TaskInput;
  /** Whether there is anything to do, from what was read of the target. */
  findingIn(found: Found): TargetFinding;
  /** What comes after it is done, step by step, for the person whom the report is passed on to. */
  nextSteps(done: DoneTarget): NextStep[];
}

/** The states of the definition that are for one privileged task alone. */
interface TaskStates {
  /** Open its root sessions, all with its task policy. */
  readonly open: readonly `AssumeRootTo${string}`[];
  /** Read its targets before anyone is asked; none where that is left to the states that inspect credentials. */
  readonly read: readonly string[];
  readonly change: string;
}

/** What the input of a task asked for, in the same words for every task: in which accounts, and what in them. */
export interface TaskInput {
  readonly task: string;
  readonly accounts: readonly string[];
  /** A bucket's name or a queue's URL, for instance, where the task is about something in an account. */
  readonly resource?: string;
  readonly region?: string;
  readonly reason: string;
  readonly resealAfterSeconds?: number;
  readonly startedBy?: string;
}

/** What was read of a target before anyone is asked: the policy of its resource, or what its root user holds. */
export interface Found {
  readonly policy?: PolicyReading;
  readonly readings?: Readings;
}

/** Whether there is anything to do about a target, or why nobody knows. */
export type TargetFinding = PlannedTarget['finding'];

/** A target that a task was done to: where its policy is kept if it had one, and when it is sealed again if it is. */
export interface DoneTarget {
  readonly target: TaskTarget;
  /** An `s3://` URI in the run store. */
  readonly storedAs?: string;
  readonly resealAt?: string;
}

interface TaskWords {
  /** A command for a mail's subject, which names of others could make too long. */
  readonly ask: string;
  /** A command about all of its targets. */
  command(targets: readonly TaskTarget[]): string;
  /** What is so once it is done. */
  readonly done: string;
  /** How it was before anybody did anything, where there is nothing to do. */
  readonly alreadySo: string;
  /** What the approver must know before they decide. */
  readonly consequences: readonly [string, ...string[]];
  /** The first consequence as a mail says it. @default as the page says it */
  readonly consequenceInMail?: string;
  /** On the button. */
  readonly approve: string;
  /** Beside the box that has to be ticked. */
  readonly understood: string;
  /** What a target's resource is, for instance `Bucket`. */
  readonly resource?: string;
}

/** The finding of a target that nothing was read of. */
export const nothingRead: TargetFinding = {
  state: 'unknown',
  failure: {
    call: 'ReadTargets',
    error: 'NoResult',
    message: 'Reading this target ended without a result.',
  } satisfies Failure,
};
