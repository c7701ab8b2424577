import type { Context, Handler } from 'aws-lambda';
import type { Json, JsonObject } from '../../../local-aws/json';
import type { Invocation } from '../../../local-aws/lambda/lambda-runner';
import { credentialsOf, deployed, deployedFunction } from './deployed';
import { loading } from './loading';

/** Invokes a state's function inside this process: the handler that would be bundled. */
export async function invokeInProcess(name: string, event: Json): Promise<Invocation> {
  const handler = (await handlers).get(name);
  if (!handler) throw new Error(`No state has a function ${name}.`);
  Object.assign(process.env, deployedFunction(name).environment);
  try {
    const result = await handler(JSON.parse(JSON.stringify(event)), context(name), () => undefined);
    return { requestId: 'in-process', payload: JSON.parse(JSON.stringify(result ?? null)) };
  } catch (error) {
    return { requestId: 'in-process', functionError: functionError(error) };
  }
}

const handlers = loadHandlers();

/** The purge's functions, one after the other: each makes its clients with the credentials of its own role. */
async function loadHandlers(): Promise<Map<string, Handler<Json, Json>>> {
  const definition = JSON.stringify(deployed.stateMachine.definition);
  const loaded = new Map<string, Handler<Json, Json>>();
  for (const { arn, state, environment } of deployed.functions) {
    if (!definition.includes(arn) && state !== 'DeliverDecision') continue;
    Object.assign(process.env, environment);
    loading.credentials = credentialsOf(state);
    const file = state.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
    const { handler }: { handler: Handler<Json, Json> } = await import(`../../../lambdas/${file}.ts`);
    loaded.set(state, handler);
  }
  return loaded;
}

function functionError(error: unknown) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message };
}

function context(functionName: string): Context {
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:111111111111:function:${functionName}`,
    memoryLimitInMB: '256',
    awsRequestId: 'in-process',
    logGroupName: 'local',
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => 60_000,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

export const objectOf = (value: Json): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
