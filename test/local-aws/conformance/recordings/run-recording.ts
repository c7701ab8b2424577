import type { Json, JsonObject } from '../../../../local-aws/json';
import { type Execution, startExecution } from '../../../../local-aws/states/engine';
import type { ObjectAccess, TaskIntegration } from '../../../../local-aws/states/state';
import { StatesError } from '../../../../local-aws/states/states-error';
import { TaskTokens } from '../../../../local-aws/states/task-tokens';
import { ManualClock } from '../../../support/manual-clock';
import { memoryStore, startDate } from '../../states/run';
import { untilOver } from '../replay';
import { detailsOf, parsed, type Recording } from './recording';

/** Runs a recording's definition on this engine; its tasks answer what the recorded events say they answered. */
export async function runRecording({ definition, input, objects, events }: Recording): Promise<Execution> {
  const clock = new ManualClock(startDate);
  const task = answering(events);
  const execution = startExecution({
    definition,
    input,
    name: 'run-1',
    stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:Recorded',
    roleArn: 'arn:aws:iam::111111111111:role/Recorded',
    tasks: {
      'lambda:invoke': task,
      'sns:publish': task,
      'aws-sdk:s3:putObject': task,
      'events:putEvents': task,
      'states:startExecution.sync:2': task,
    },
    taskTokens: new TaskTokens(),
    objects: anyBucket(objects),
    clock,
  });
  await untilOver(execution, clock);
  return execution;
}

const outcomes = /^(?:Task|LambdaFunction)(?:Submitted|Succeeded|Failed|TimedOut)$/;

/** A task that ends each time as the next one recorded did; a recorded Lambda function gave its payload alone. */
function answering(events: JsonObject[]): TaskIntegration {
  const left = events.filter(({ type }) => outcomes.test(String(type)));
  return async (_, { submitted }) => {
    const handedOver = left[0]?.type === 'TaskSubmitted' && left.shift();
    if (handedOver) submitted(parsed(detailsOf(handedOver).output) ?? null);
    const event = left.shift();
    const { output, error, cause } = detailsOf(event ?? {});
    const type = String(event?.type);
    if (type.endsWith('TimedOut')) return new Promise<never>(() => undefined);
    if (type.endsWith('Failed')) throw new StatesError(String(error), textOf(cause));
    const result = parsed(output) ?? null;
    return type === 'TaskSucceeded' ? result : { Payload: result, StatusCode: 200 };
  };
}

const textOf = (value?: Json) => (typeof value === 'string' ? value : JSON.stringify(value));

/** The recorded objects are in whatever bucket is asked. */
function anyBucket(objects: Record<string, string>): ObjectAccess {
  return memoryStore({ ...objects });
}
