import type { Clock } from '../clock';
import type { Json } from '../json';
import { executionArn, parseStateMachineArn } from './arns';
import { type Conclusion, conclude } from './conclude';
import { parseDefinition } from './definition';
import { ExecutionStopped } from './execution-stopped';
import { History, type HistoryEvent, inputDetails, outputDetails, type Track } from './history';
import { type Journal, mainRun, type Redrive } from './main-run';
import { runMachine } from './run-machine';
import type { ExecutionRole, ObjectAccess, ProgressEvent, Run, TaskIntegration } from './state';
import type { Integration } from './task-resource';
import type { TaskTokens } from './task-tokens';

export type { ObjectAccess, ProgressEvent, TaskIntegration };

/** What an execution runs, on what, and with what around it. */
export interface ExecutionOptions {
  /** The state machine's definition in Amazon States Language, JSONata only. */
  definition: Json;
  name: string;
  input: Json;
  stateMachineArn: string;
  roleArn: string;
  tasks: Record<Integration, TaskIntegration>;
  taskTokens: TaskTokens;
  objects: ObjectAccess;
  /** @default one that may do everything */
  role?: ExecutionRole;
  clock: Clock;
  /** For jitter: 0 up to 1. @default Math.random */
  random?: () => number;
  onEvent?: (event: ProgressEvent) => void;
  /** Whether the Express child of this Map state for this item runs twice. @default never */
  runsTwice?: (state: string, item: Json) => boolean;
  /** @default nobody keeps what a redrive needs */
  journal?: Journal;
  /** @default it starts at its beginning */
  redrive?: Redrive;
}

/** How an execution ended, when, and how many transitions it took. */
export type ExecutionResult = Conclusion & {
  startDate: Date;
  stopDate: Date;
  /** States entered and retries, of the execution and its STANDARD children: what Step Functions bills. */
  transitions: number;
};

/** An execution that was started. */
export interface Execution {
  arn: string;
  name: string;
  /** Never rejects: an execution that fails has a result too. */
  result: Promise<ExecutionResult>;
  /** What GetExecutionHistory lists, so far. */
  history: readonly HistoryEvent[];
  /** Ends it as ABORTED. */
  stop(error?: string, cause?: string): void;
  /** Begins no state and no child any more: once what is in hand has ended, it ends as ABORTED. */
  interrupt(error?: string, cause?: string): void;
}

/**
 * Starts or redrives a Standard execution of a state machine.
 * @throws DefinitionError before anything has run
 */
export function startExecution(options: ExecutionOptions): Execution {
  const { definition, name, input, clock, redrive } = options;
  const machine = parseDefinition(definition);
  const history = new History(clock, redrive?.history);
  const controller = new AbortController();
  const interruption = new AbortController();
  const startDate = redrive?.startDate ?? clock.now();
  let transitions = 0;
  const run: Run = {
    ...topLevelRun(options, history, startDate, controller.signal, () => transitions++),
    main: mainRun(interruption.signal, options.journal, redrive?.mapRun),
  };
  recordStart(history.track(), options);
  const work = async (): Promise<ExecutionResult> => {
    const limits = { world: run.world, signal: run.signal, seconds: machine.timeoutSeconds };
    const ended = await conclude(limits, async (signal) => {
      run.world.role?.useExecutionData(run.stateMachine.Id);
      const { entry } = redrive ?? {};
      return runMachine(machine, entry?.input ?? input, { ...run, signal }, entry?.variables, entry?.state);
    });
    recordEnd(run.track, ended);
    return { ...ended, startDate, stopDate: clock.now(), transitions };
  };
  return {
    arn: run.execution.Id,
    name,
    result: work(),
    history: history.events,
    stop: (error, cause) => controller.abort(new ExecutionStopped(error, cause)),
    interrupt: (error, cause) => interruption.abort(new ExecutionStopped(error, cause)),
  };
}

function topLevelRun(
  options: ExecutionOptions,
  history: History,
  startDate: Date,
  signal: AbortSignal,
  countTransition: () => void,
): Run {
  const {
    tasks,
    taskTokens,
    objects,
    role,
    clock,
    random = Math.random,
    onEvent = () => undefined,
    runsTwice,
  } = options;
  const stateMachine = parseStateMachineArn(options.stateMachineArn);
  return {
    world: { tasks, taskTokens, objects, role, clock, random, onEvent, runsTwice },
    execution: {
      Id: executionArn(stateMachine, options.name),
      Input: options.input,
      Name: options.name,
      RoleArn: options.roleArn,
      StartTime: startDate.toISOString(),
      RedriveCount: options.redrive?.count ?? 0,
    },
    stateMachine: { Id: options.stateMachineArn, Name: stateMachine.name },
    // As in Step Functions, the first state's entry does not refer to ExecutionStarted.
    track: history.track(),
    signal,
    countTransition,
  };
}

function recordStart(track: Track, { input, roleArn, redrive }: ExecutionOptions): void {
  if (redrive) {
    const { count: redriveCount } = redrive;
    track.record('ExecutionRedriven', () => ({ executionRedrivenEventDetails: { redriveCount } }));
    return;
  }
  track.record('ExecutionStarted', () => ({
    executionStartedEventDetails: { ...inputDetails(input), roleArn },
  }));
}

function recordEnd(track: Track, ended: Conclusion): void {
  if (ended.status === 'SUCCEEDED') {
    track.record('ExecutionSucceeded', () => ({
      executionSucceededEventDetails: outputDetails(ended.output),
    }));
    return;
  }
  const details = { error: ended.error, cause: ended.cause };
  if (ended.status === 'FAILED')
    track.record('ExecutionFailed', () => ({ executionFailedEventDetails: details }));
  if (ended.status === 'TIMED_OUT')
    track.record('ExecutionTimedOut', () => ({ executionTimedOutEventDetails: details }));
  if (ended.status === 'ABORTED')
    track.record('ExecutionAborted', () => ({ executionAbortedEventDetails: details }));
}
