import type { Context } from 'aws-lambda';

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'a-state',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:a-state',
  memoryLimitInMB: '256',
  awsRequestId: '8f6d4e2c-0000-4000-8000-000000000000',
  logGroupName: '/aws/lambda/a-state',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 30_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

type Handler<Result> = (event: never, context: Context) => Promise<Result>;

/** Invokes a state's handler as Lambda does: with any payload, checked by nobody before. */
export function invoke<Result>(handler: Handler<Result>, payload: unknown): Promise<Result> {
  return Promise.resolve(Reflect.apply(handler, undefined, [payload, context]));
}
