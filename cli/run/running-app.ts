import type {
  Delivery,
  Email,
  Execution,
  Json,
  JsonObject,
  ProgressEvent,
  StartedExecution,
} from '../../local-aws';
import type { Reach } from './reach';

/** What is around an app that runs on this machine: where its files go, and who is told what. */
export interface Around {
  /** Where the run store's objects become files. */
  readonly bucketFolder: string;
  /** What of the app is there at all. */
  readonly reach: Reach;
  /** Whether somebody else than this process starts executions. */
  readonly startsOnRequest: boolean;
  readonly onLog: (functionName: string, line: string) => void;
  readonly onProgress: (event: ProgressEvent) => void;
  /** Told of every execution, whoever started it, and of the run that it has in the run store. */
  readonly onStart: (execution: StartedExecution, run: string) => void;
  readonly onEmail: (email: Email) => void;
  /** Told of every request that the approval page has answered. */
  readonly onRequest: (request: Request) => void;
  /** Told where this machine, or this program, fails the run. */
  readonly onFailure: (error: unknown) => void;
}

/** The app, as it runs on this machine. */
export interface RunningApp {
  /** The name of the run bucket. */
  readonly bucket: string;
  readonly objects: { putObject(bucket: string, key: string, body: string): Promise<void> };
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
  /** Has the functions ready ahead of their first use, in the order in which a run comes to them. */
  warm(): Promise<void>;
  /** Sends an event to the event bus, and waits for what it leads to. */
  putEvent(event: JsonObject): Promise<Delivery[]>;
  /** How often each operation was called, for instance `{"sts:AssumeRoot": 2}`. */
  calls(): Record<string, number>;
  close(): Promise<void>;
}
