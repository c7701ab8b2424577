import type { Clock } from '../clock';
import type { Json, JsonObject } from '../json';
import type { Conclusion } from './conclude';
import type { Track } from './history';
import type { MainRun } from './main-run';
import type { Integration } from './task-resource';
import type { TaskTokens } from './task-tokens';
import type { Variables } from './variables';

/**
 * Does what a Task's resource stands for. Takes the evaluated Arguments and resolves with the task's whole result
 * (for lambda:invoke `{ ExecutedVersion, StatusCode, Payload }`); rejects with StatesError.
 */
export type TaskIntegration = (args: Json, call: TaskCall) => Promise<Json>;

/** One call of a task. */
export interface TaskCall {
  signal: AbortSignal;
  /** The ARNs of the execution and of its state machine. */
  resources?: readonly string[];
  /** Tells what the service answered, where the task goes on until what it began has ended. */
  submitted(answer: Json): void;
}

/** Objects as UTF-8 text; rejects when there is no such bucket or key, or no permission. */
export interface ObjectAccess {
  getObject(bucket: string, key: string): Promise<string>;
  putObject(bucket: string, key: string, body: string): Promise<void>;
}

/** What happens while an execution runs, for a line that shows its progress. */
export type ProgressEvent =
  | { type: 'stateEntered'; state: string }
  | { type: 'assigned'; state: string; variables: JsonObject }
  | { type: 'retry'; state: string; error: string; attempt: number; delaySeconds: number }
  | {
      type: 'mapRunStarted';
      state: string;
      items: number;
      /** Of the Map, as far as it has them. */
      maxConcurrency?: number;
      toleratedFailurePercentage?: number;
      toleratedFailureCount?: number;
    }
  | { type: 'mapItemStarted'; state: string; index: number; item: Json }
  | { type: 'childStateEntered'; state: string; index: number; childState: string }
  | { type: 'childAssigned'; state: string; index: number; childState: string; variables: JsonObject }
  | {
      type: 'mapItemFinished';
      state: string;
      index: number;
      status: Conclusion['status'];
      succeeded: boolean;
    };

/** What the execution role must be allowed besides its tasks; each throws StatesError where it is not. */
export interface ExecutionRole {
  /** Encrypt and decrypt the data of a state machine's executions; the children of a Map have a state machine too. */
  useExecutionData(stateMachineArn: string): void;
  /** Start and watch child executions for a Map of the state machine. */
  runChildren(stateMachineArn: string): void;
}

/** What lies outside the state machine. */
export interface World {
  tasks: Record<Integration, TaskIntegration>;
  taskTokens: TaskTokens;
  objects: ObjectAccess;
  /** Without it everything is allowed. */
  role?: ExecutionRole;
  clock: Clock;
  random(): number;
  onEvent(event: ProgressEvent): void;
  /** Whether the Express child of a Map for this item runs twice at once, as AWS lets it ("at-least-once"). @default never */
  runsTwice?(state: string, item: Json): boolean;
}

/** One running execution, or one iteration of an inline Map. */
export interface Run {
  world: World;
  execution: {
    Id: string;
    Input: Json;
    Name: string;
    RoleArn: string;
    StartTime: string;
    RedriveCount: number;
  };
  stateMachine: { Id: string; Name: string };
  track: Track;
  signal: AbortSignal;
  countTransition(): void;
  /** Undefined for children and iterations. */
  main?: MainRun;
}

/** One attempt of one state. */
export interface StateCall {
  run: Run;
  name: string;
  /** Of the event before the state was entered. */
  previousEventId: number;
  enteredEventId: number;
  input: Json;
  variables: Variables;
  context: Context;
}

/** `$states.context` (a type, not an interface, so that it counts as JSON). */
export type Context = {
  Execution: Run['execution'];
  StateMachine: Run['stateMachine'];
  /** Only a state that may be tried again counts its retries. */
  State: { Name: string; EnteredTime: string; RetryCount?: number };
};

/** Where a state goes and what it leaves behind: the state itself, a Choice rule or a Catcher. */
export interface Transition {
  Next?: string;
  Assign?: Record<string, Json>;
  Output?: Json;
}

/** What a state that has run leaves to be evaluated: where it goes, and what it gives. */
export interface Outcome {
  via: Transition;
  /** Where in the state `via` stands, e.g. `Choices[0]/`. */
  location?: string;
  /** The state's output when `via` has no Output. */
  output: Json;
  /** `$states.result` or `$states.errorOutput`, for Assign and Output. */
  states?: { result?: Json; errorOutput?: Json };
}

/** One entry of the field Retry, as Amazon States Language has it. */
export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

/** One entry of the field Catch: the errors, and where the state goes with one of them. */
export interface Catcher extends Transition {
  ErrorEquals: string[];
}

/** The types of states that are supported. */
export type StateTypeName = 'Task' | 'Choice' | 'Pass' | 'Map' | 'Wait' | 'Succeed' | 'Fail';

/** A state of a checked definition, ready to run. */
export interface State {
  name: string;
  type: StateTypeName;
  retry: readonly Retrier[];
  catch: readonly Catcher[];
  run(call: StateCall): Promise<Outcome>;
}

/** A checked state machine or Map processor. */
export interface Machine {
  startAt: string;
  states: ReadonlyMap<string, State>;
  timeoutSeconds?: number;
}
