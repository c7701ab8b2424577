import type { Json } from '../json';
import { parseStateMachineArn } from './arns';
import { stateError } from './execution-stopped';
import { outputDetails } from './history';
import type { Run } from './state';
import type { TaskResource } from './task-resource';

/** Records that the task is about to be called. */
export function recordScheduled(
  { track, stateMachine }: Run,
  { resource, resourceType }: TaskResource,
  args: Json,
  limits: { timeoutInSeconds?: number; heartbeatInSeconds?: number },
): void {
  const { region } = parseStateMachineArn(stateMachine.Id);
  track.record('TaskScheduled', () => ({
    taskScheduledEventDetails: {
      resource,
      resourceType,
      region,
      parameters: JSON.stringify(args),
      ...limits,
    },
  }));
  track.record('TaskStarted', () => ({ taskStartedEventDetails: { resource, resourceType } }));
}

/** Records that a task which waits for its token was handed over. */
export function recordSubmitted(
  { track }: Run,
  { resource, resourceType }: TaskResource,
  output: Json,
): void {
  track.record('TaskSubmitted', () => ({
    taskSubmittedEventDetails: { resource, resourceType, ...outputDetails(output) },
  }));
}

/** Records how the work ended, and passes its result or error on. */
export async function recordOutcome(
  run: Run,
  { resource, resourceType }: TaskResource,
  work: () => Promise<Json>,
): Promise<Json> {
  try {
    const output = await work();
    run.track.record('TaskSucceeded', () => ({
      taskSucceededEventDetails: { resource, resourceType, ...outputDetails(output) },
    }));
    return output;
  } catch (thrown) {
    // A stopped execution records nothing more about the task it was in.
    const { name: error, cause } = stateError(thrown, run.signal);
    const details = { resource, resourceType, error, cause };
    if (error === 'States.Timeout')
      run.track.record('TaskTimedOut', () => ({ taskTimedOutEventDetails: details }));
    else run.track.record('TaskFailed', () => ({ taskFailedEventDetails: details }));
    throw thrown;
  }
}
