import type { Execution, ExecutionResult, Json } from '../../local-aws';
import type { Around, RunningApp } from './running-app';

/** Where a run takes place, and how it begins. */
export interface World {
  /** The name of its execution, which sorts by time. */
  readonly run: string;
  /** The ARN of whoever runs this, as STS says it. */
  readonly caller: string;
  /** What a person reads first. */
  readonly introduction: string;
  /** Starts the app there. */
  startApp(around: Around): Promise<RunningApp>;
  /** Of a run that goes on: what it was started with. */
  readonly input?: Json;
  /** Input of the privileged task that is to be done instead of a purge. */
  readonly task?: Json;
  /** How many processes were at it, this one included. @default 1 */
  readonly part?: number;
  /** Whether an approval link may be written to files. */
  readonly keepsLinks: boolean;
  /** How to go on after an interruption; undefined where that is not possible. */
  readonly resume?: string;
  /** Root credentials in the organization at this moment; `null` where it is not simulated. */
  countCredentials(): number | null;
  /** Told of the run's execution before it does anything. */
  begins?(execution: Execution): void;
  /** What is to be said when the run has ended, by a crash or as it should; empty for nothing. */
  ended(result: ExecutionResult, hasCrashed: boolean): string;
  /** What went wrong on demand, for a program that reads how a run ended; undefined where nothing was to. */
  faults?(): object;
  close(): Promise<void>;
}
