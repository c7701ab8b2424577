import { SNSClient } from '@aws-sdk/client-sns';
import { Hono } from 'hono';
import {
  AwsError,
  type Invocation,
  type Json,
  type JsonObject,
  systemClock,
  TaskTokens,
} from '../../../../local-aws';
import type { FunctionError } from '../../../../local-aws/lambda/lambda-sandbox';
import { startExecution } from '../../../../local-aws/states/engine';
import { StartedExecutions } from '../../../../local-aws/states/executions';
import { ExecutionsOfAll } from '../../../../local-aws/states/executions-of-all';
import { startExecutionSync } from '../../../../local-aws/states/nested-execution';
import { states } from '../../../../local-aws/states/step-functions-api';
import { taskIntegrations } from '../../../../local-aws/states/task-integrations';
import { ServiceApp } from '../../../../local-aws/wire/service';
import { memoryStore } from '../../states/run';
import { onlyBucket } from '../mocked-tasks';
import { withoutMapRun } from '../replay';
import type { Bucket } from './bucket';

const prefix = 'arn:aws:states:eu-west-1:111111111111:stateMachine:';

/**
 * This engine as an endpoint where state machines can be made and deleted: Step Functions over HTTP, functions at
 * another address, and one bucket in memory.
 */
export function servedEngine(lambdaUrl: string) {
  const machines: StartedExecutions[] = [];
  const executions = new ExecutionsOfAll(machines);
  const taskTokens = new TaskTokens();
  const stored: Record<string, string> = {};
  const bucket = memoryBucket(stored);
  const objects = onlyBucket(memoryStore(stored), bucket.name);
  const tasks = taskIntegrations(
    { invoke: (name, payload) => invoke(lambdaUrl, name, payload) },
    new SNSClient({}),
    objects,
    startExecutionSync(executions),
  );
  const make = ({ name, definition, roleArn }: JsonObject) => {
    const stateMachineArn = `${prefix}${name}`;
    const options = { stateMachineArn, roleArn: String(roleArn), tasks, taskTokens, clock: systemClock };
    machines.push(
      new StartedExecutions({
        stateMachineArn,
        clock: systemClock,
        launch: (execution, input) =>
          startExecution({
            ...options,
            definition: JSON.parse(String(definition)),
            name: execution,
            input,
            objects,
          }),
      }),
    );
    return { stateMachineArn, creationDate: systemClock.now() };
  };
  const remove = (arn: unknown) => {
    const index = machines.findIndex(({ stateMachineArn }) => stateMachineArn === arn);
    if (index >= 0) machines.splice(index, 1);
  };
  const made = new ServiceApp('states', {
    CreateStateMachine: ({ parameters }) => make(parameters as JsonObject),
    DeleteStateMachine: ({ parameters }) => {
      remove(parameters.stateMachineArn);
      return {};
    },
  });
  const started = states({ tasks: taskTokens, executions });
  const app = new Hono().all('*', ({ req: { raw } }) =>
    (/StateMachine$/.test(raw.headers.get('x-amz-target') ?? '') ? made : started).fetch(raw),
  );
  return { app, bucket, machines };
}

async function invoke(url: string, name: string, payload: Json): Promise<Invocation> {
  const response = await fetch(`${url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: 'POST',
    body: JSON.stringify(payload),
  });
  const answer = (await response.json()) as Json & FunctionError & { message: string };
  if (!response.ok)
    throw new AwsError(response.headers.get('x-amzn-errortype') ?? 'ServiceException', answer.message);
  const failed = response.headers.has('x-amz-function-error');
  return { requestId: 'r', ...(failed ? { functionError: answer } : { payload: answer }) };
}

function memoryBucket(stored: Record<string, string>): Bucket {
  const clear = async () => {
    for (const key of Object.keys(stored)) delete stored[key];
  };
  return {
    name: 'conformance-bucket',
    clear,
    remove: clear,
    fill: async (objects) => {
      Object.assign(stored, objects);
    },
    contents: async () => withoutMapRun(stored),
  };
}
