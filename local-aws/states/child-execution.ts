import { randomUUID } from 'node:crypto';
import { isJsonObject, type Json } from '../json';
import {
  childStateMachine,
  executionArn,
  expressExecutionArn,
  parseStateMachineArn,
  stateMachineArn,
} from './arns';
import { type Conclusion, conclude } from './conclude';
import { noHistory } from './history';
import { runMachine } from './run-machine';
import type { Machine, ProgressEvent, Run } from './state';

/** How a child of a Distributed Map ended. */
export interface ChildResult {
  /** Undefined unless it succeeded. */
  output?: Json;
  /** `ABORTED` where it was stopped in the middle, so that how it ended says nothing about its item. */
  status: Conclusion['status'];
  /** All about it, as a ResultWriter without a WriterConfig writes it. */
  record(): Json;
}

// https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
const EXPRESS_SECONDS = 5 * 60;

/** What the children of a Distributed Map run. */
export interface ChildMachine {
  machine: Machine;
  express: boolean;
  label: string;
}

/** What a child runs for. */
interface MapItem {
  /** The Map state. */
  state: string;
  index: number;
}

/** Runs a child execution to its end, which may be a failure. @throws only what stops the whole parent */
export async function runChild(
  child: ChildMachine,
  input: Json,
  parent: Run,
  item: MapItem,
): Promise<ChildResult> {
  const run = childRun(child, input, parent, item);
  const seconds = child.express ? EXPRESS_SECONDS : undefined;
  const ended = await conclude({ ...run, seconds }, (signal) =>
    runMachine(child.machine, input, { ...run, signal }),
  );
  parent.signal.throwIfAborted();
  const stopped = run.world.clock.now().toISOString();
  return {
    output: ended.status === 'SUCCEEDED' ? ended.output : undefined,
    status: ended.status,
    record: () => recordOf(run, ended, stopped),
  };
}

/** A child that an earlier process has run to its end, from what its `record` was. */
export function finishedChild(record: Json): ChildResult {
  const output = isJsonObject(record) ? record.Output : undefined;
  return {
    output: typeof output === 'string' ? JSON.parse(output) : undefined,
    status: 'SUCCEEDED',
    record: () => record,
  };
}

function childRun({ express, label }: ChildMachine, input: Json, parent: Run, item: MapItem): Run {
  const arn = childStateMachine(parseStateMachineArn(parent.stateMachine.Id), label);
  const name = randomUUID();
  const id = express ? expressExecutionArn(arn, name, randomUUID()) : executionArn(arn, name);
  const startTime = parent.world.clock.now().toISOString();
  const { RoleArn } = parent.execution;
  return {
    world: { ...parent.world, onEvent: asEventsOf(parent, item) },
    execution: { Id: id, Input: input, Name: name, RoleArn, StartTime: startTime, RedriveCount: 0 },
    stateMachine: { Id: stateMachineArn(arn), Name: arn.name },
    track: noHistory,
    signal: parent.signal,
    // Express executions are billed by request and duration, not by state transition.
    countTransition: express ? () => undefined : parent.countTransition,
  };
}

/** A child's own maps are nobody's business. */
function asEventsOf({ world }: Run, { state, index }: MapItem): (event: ProgressEvent) => void {
  return (event) => {
    if (event.type === 'retry') world.onEvent(event);
    if (event.type === 'stateEntered')
      world.onEvent({ type: 'childStateEntered', state, index, childState: event.state });
    if (event.type === 'assigned')
      world.onEvent({ ...event, type: 'childAssigned', state, index, childState: event.state });
  };
}

function recordOf({ execution, stateMachine }: Run, ended: Conclusion, stopDate: string): Json {
  const succeeded = ended.status === 'SUCCEEDED';
  return {
    ExecutionArn: execution.Id,
    Input: JSON.stringify(execution.Input),
    InputDetails: { Included: true },
    Name: execution.Name,
    ...(succeeded
      ? { Output: JSON.stringify(ended.output), OutputDetails: { Included: true } }
      : errorOf(ended)),
    RedriveCount: 0,
    RedriveStatus: succeeded ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
    StartDate: execution.StartTime,
    StateMachineArn: stateMachine.Id,
    Status: ended.status,
    StopDate: stopDate,
  };
}

function errorOf({ error, cause }: { error?: string; cause?: string }): Record<string, Json> {
  return { ...(error !== undefined && { Error: error }), ...(cause !== undefined && { Cause: cause }) };
}
