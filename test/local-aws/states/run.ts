import type { Json, JsonObject } from '../../../local-aws/json';
import { type ExecutionOptions, startExecution } from '../../../local-aws/states/engine';
import type { ObjectAccess, TaskIntegration } from '../../../local-aws/states/state';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { ManualClock } from '../../support/manual-clock';

export const startDate = new Date('2026-01-31T09:00:00.000Z');

export const stateMachineArn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:Purge';

/** A store in memory; `objects` holds what is in it, by key. */
export function memoryStore(
  objects: Record<string, string> = {},
): ObjectAccess & { objects: Record<string, string> } {
  return {
    objects,
    getObject: async (bucket, key) => {
      const body = objects[key];
      if (body === undefined) throw new Error(`NoSuchKey: ${bucket}/${key}`);
      return body;
    },
    putObject: async (_bucket, key, body) => {
      objects[key] = body;
    },
  };
}

/** A lambda:invoke that answers with what `work` makes of the payload. */
export function lambda(work: (payload: Json) => Json | Promise<Json>): TaskIntegration {
  return async (args) => {
    const { Payload = null } = args as JsonObject;
    return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: await work(Payload) };
  };
}

export type TestOptions = Partial<Omit<ExecutionOptions, 'definition'>> & { lambda?: TaskIntegration };

/** Starts an execution of these states, at the first of them. */
export function begin(states: JsonObject, options: TestOptions = {}, machine: JsonObject = {}) {
  const clock = new ManualClock(startDate);
  const execution = startExecution({
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: Object.keys(states)[0] ?? '',
      States: states,
      ...machine,
    },
    name: 'run-1',
    input: {},
    stateMachineArn,
    roleArn: 'arn:aws:iam::111111111111:role/Purge',
    tasks: {
      'lambda:invoke': options.lambda ?? lambda((payload) => payload),
      'sns:publish': async () => ({ MessageId: 'm-1' }),
      'events:putEvents': () => Promise.reject(new Error('not part of this')),
      'states:startExecution.sync:2': async () => ({ Status: 'SUCCEEDED' }),
      'aws-sdk:s3:putObject': async () => ({}),
    },
    taskTokens: new TaskTokens(),
    objects: memoryStore(),
    clock,
    ...options,
  });
  return { ...execution, clock };
}

/** Runs these states to their end and gives how it went, without the dates and counts. */
export async function run(states: JsonObject, options: TestOptions = {}, machine: JsonObject = {}) {
  const { startDate, stopDate, transitions, ...ended } = await begin(states, options, machine).result;
  return ended;
}

/** Lets everything happen that does not wait for the clock. */
export const idle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Lets time pass, and everything happen that follows. */
export async function elapse(clock: ManualClock, seconds: number): Promise<void> {
  await idle();
  clock.advance(seconds * 1000);
  await idle();
}

/** A Task that invokes a function with the state's input. */
export const invoke = (fields: JsonObject = { End: true }): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'f', Payload: '{% $states.input %}' },
  ...fields,
});

/** A Pass with this Output. */
export const passing = (Output: Json, fields: JsonObject = { End: true }): JsonObject => ({
  Type: 'Pass',
  Output,
  ...fields,
});
