import type { Context, Handler } from 'aws-lambda';
import type { Json, JsonObject } from '../../../local/runtime/json';
import type { Invocation } from '../../../local/runtime/lambda-runner';
import { deployedFunction } from './deployed';

/** Invokes a state's function inside this process: the handler that would be bundled. */
export async function invokeInProcess(name: string, event: Json): Promise<Invocation> {
  const file = name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  // What it is given by the template; it reads some of it when it is loaded, and the rest before it first waits.
  Object.assign(process.env, deployedFunction(name).environment);
  const { handler }: { handler: Handler<Json, Json> } = await import(`../../../lambdas/${file}.ts`);
  try {
    const result = await handler(JSON.parse(JSON.stringify(event)), context(name), () => undefined);
    return { requestId: 'in-process', payload: JSON.parse(JSON.stringify(result ?? null)) };
  } catch (error) {
    return { requestId: 'in-process', functionError: functionError(error) };
  }
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
