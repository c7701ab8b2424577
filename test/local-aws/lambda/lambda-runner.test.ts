import { devNull } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../local-aws/clock';
import { LambdaRunner } from '../../../local-aws/lambda/lambda-runner';
import { ManualClock } from '../../support/manual-clock';
import { temporaryFolder } from '../support/temporary-folder';

const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:Work';
const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/);
const runners: LambdaRunner[] = [];

/** A runner of one function, `Work`, whose module is this code; `lines` fills with its log. */
function runnerOf(code: string, options: { clock?: Clock; handler?: string } = {}) {
  const lines: string[] = [];
  const codePath = temporaryFolder({ 'index.mjs': code });
  const runner = new LambdaRunner({
    functions: [
      {
        logicalId: 'Work',
        name: 'Work',
        arn,
        codePath,
        handler: options.handler ?? 'index.handler',
        runtime: 'nodejs24.x',
        timeoutSeconds: 3,
        memorySize: 256,
        environment: { BUCKET: 'runs', AWS_REGION: 'never-wins' },
        roleArn: 'arn:aws:iam::111111111111:role/Role',
      },
    ],
    endpoints: () => ({ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' }),
    clock: options.clock ?? systemClock,
    log: (name, line) => lines.push(`${name}: ${line}`),
  });
  runners.push(runner);
  return { runner, lines, codePath };
}

afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.close())));

describe('LambdaRunner', () => {
  it('answers with what the handler makes of the event, through JSON both ways', async () => {
    const { runner } = runnerOf(
      'export const handler = async (event) => ({ got: event, at: new Date(0), none: undefined });',
    );
    const payload = { got: { a: [1, 'ü'] }, at: '1970-01-01T00:00:00.000Z' };
    expect(await runner.invoke('Work', { a: [1, 'ü'] })).toEqual({ requestId, payload });
    expect(await runner.invoke(arn, { a: [1, 'ü'] })).toEqual({ requestId, payload });
    expect(runner.invocations()).toEqual({ Work: 2 });
  });

  it('answers null where the handler returns nothing', async () => {
    const { runner } = runnerOf('export const handler = async () => {};');
    expect(await runner.invoke('Work', null)).toEqual({ requestId, payload: null });
  });

  it('gives the function the environment of the template, of the endpoints and of Lambda, and no other', async () => {
    const { runner, codePath } = runnerOf('export const handler = async () => process.env;');
    expect(await runner.invoke('Work', {})).toEqual({
      requestId,
      payload: {
        BUCKET: 'runs',
        AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
        _HANDLER: 'index.handler',
        _X_AMZN_TRACE_ID: expect.stringMatching(
          /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
        ),
        AWS_ACCESS_KEY_ID: expect.any(String),
        AWS_CONFIG_FILE: devNull,
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_LAMBDA_FUNCTION_NAME: 'Work',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/Work',
        AWS_LAMBDA_LOG_STREAM_NAME: 'local/[$LATEST]0',
        AWS_REGION: 'eu-west-1',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        AWS_SECRET_ACCESS_KEY: expect.any(String),
        AWS_SESSION_TOKEN: expect.any(String),
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        LAMBDA_TASK_ROOT: codePath,
        TZ: ':UTC',
      },
    });
  });

  it('gives the handler a context object', async () => {
    const code =
      'export const handler = async (_, context) => ({ ...context, left: context.getRemainingTimeInMillis() });';
    const { runner } = runnerOf(code);
    const invocation = await runner.invoke('Work', {});
    expect(invocation).toEqual({
      requestId,
      payload: {
        awsRequestId: invocation.requestId,
        callbackWaitsForEmptyEventLoop: true,
        functionName: 'Work',
        functionVersion: '$LATEST',
        invokedFunctionArn: arn,
        left: expect.any(Number),
        logGroupName: '/aws/lambda/Work',
        logStreamName: 'local/[$LATEST]0',
        memoryLimitInMB: '256',
      },
    });
  });

  it('loads a function once and runs concurrent invocations side by side', async () => {
    const { runner } = runnerOf(`
      let started = 0, release;
      const both = new Promise((resolve) => { release = resolve; });
      export const handler = async () => { if (++started === 2) release(); await both; return started; };`);
    const invocations = await Promise.all([runner.invoke('Work', 1), runner.invoke('Work', 2)]);
    expect(invocations).toEqual([
      { requestId, payload: 2 },
      { requestId, payload: 2 },
    ]);
  });

  it('hands over whole lines of stdout and stderr before the answer', async () => {
    const { runner, lines } = runnerOf(`export const handler = async () => {
      console.log('one\\ntwo'); process.stdout.write('thr'); process.stdout.write('ee\\n'); console.error('four');
    };`);
    await runner.invoke('Work', {});
    expect(lines).toEqual(['Work: one', 'Work: two', 'Work: three', 'Work: four']);
  });
});

describe('a function error', () => {
  it.each([
    [
      'an error is thrown',
      'class DeniedError extends Error { name = "DeniedError"; } export const handler = async () => { throw new DeniedError("no"); };',
      {
        errorType: 'DeniedError',
        errorMessage: 'no',
        trace: expect.arrayContaining([expect.stringContaining('index.mjs')]),
      },
    ],
    [
      'something else is thrown',
      'export const handler = async () => { throw "no"; };',
      { errorType: 'string', errorMessage: 'no', trace: [] },
    ],
    [
      'the module throws',
      'throw new TypeError("BUCKET is not set");',
      { errorType: 'TypeError', errorMessage: 'BUCKET is not set', trace: expect.any(Array) },
    ],
    [
      'there is no handler',
      'export const other = 1;',
      {
        errorType: 'Runtime.HandlerNotFound',
        errorMessage: 'index.handler is undefined or not exported',
        trace: expect.any(Array),
      },
    ],
    [
      'the process exits',
      'export const handler = async () => process.exit(7);',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(
          /^RequestId: \S+ Error: Runtime exited with error: exit status 7$/,
        ),
      },
    ],
    [
      'the process exits in peace',
      'export const handler = async () => process.exit(0);',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(/Runtime exited without providing a reason$/),
      },
    ],
    [
      'a callback throws',
      'export const handler = () => new Promise(() => setTimeout(() => { throw new Error("late"); }, 0));',
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/exit status 1$/) },
    ],
    [
      'the answer is too large',
      'export const handler = async () => "x".repeat(6291556);',
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    ],
  ])('is the answer when %s', async (_, code, functionError) => {
    const { runner } = runnerOf(code);
    expect(await runner.invoke('Work', {})).toEqual({ requestId, functionError });
  });

  it('is the answer when the file is missing', async () => {
    const { runner } = runnerOf('', { handler: 'main.handler' });
    const functionError = {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Cannot find module 'main'",
      trace: expect.any(Array),
    };
    expect(await runner.invoke('Work', {})).toEqual({ requestId, functionError });
  });

  it('of a crash reaches every invocation in flight, and the next one starts anew', async () => {
    const { runner, lines } = runnerOf(`let calls = 0; export const handler = async (event) => {
      calls += 1;
      if (event === 'wait') return new Promise(() => {});
      if (event === 'crash') { console.log('going down'); process.exit(1); }
      return calls;
    };`);
    const [waiting, crashing] = await Promise.all([
      runner.invoke('Work', 'wait'),
      runner.invoke('Work', 'crash'),
    ]);
    const functionError = expect.objectContaining({ errorType: 'Runtime.ExitError' });
    expect([waiting, crashing]).toEqual([
      { requestId, functionError },
      { requestId, functionError },
    ]);
    const logged = expect.stringContaining('Work: ERROR Invoke Error {"errorType":"Runtime.ExitError"');
    expect(lines).toEqual(['Work: going down', logged, logged]);
    expect(await runner.invoke('Work', {})).toEqual({ requestId, payload: 1 });
  });
});

describe('a timeout', () => {
  it('fails its invocation alone; the next one starts anew', async () => {
    const clock = new ManualClock(new Date(0));
    const { runner } = runnerOf(
      `let calls = 0;
      export const handler = async (event) => {
        calls += 1;
        return event === 'hang' ? new Promise(() => {}) : calls;
      };`,
      { clock },
    );
    const hanging = runner.invoke('Work', 'hang');
    clock.advance(2000);
    const sharing = runner.invoke('Work', 'share');
    clock.advance(1000);
    const timedOut = await hanging;
    const errorMessage = `RequestId: ${timedOut.requestId} Error: Task timed out after 3.00 seconds`;
    expect(timedOut).toEqual({ requestId, functionError: { errorType: 'Sandbox.Timedout', errorMessage } });
    expect(await sharing).toEqual({ requestId, payload: 2 });
    expect(await runner.invoke('Work', 'anew')).toEqual({ requestId, payload: 1 });
    expect(clock.sleeping).toBe(0);
  });
});

describe('invoke', () => {
  it('rejects as the Lambda API does for a function it has not', async () => {
    const { runner } = runnerOf('');
    await expect(runner.invoke('Other', {})).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: Other',
    });
  });

  it('rejects a payload over 6 MB', async () => {
    const { runner } = runnerOf('');
    await expect(runner.invoke('Work', 'x'.repeat(6291455))).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      message:
        '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    });
    expect(runner.invocations()).toEqual({});
  });
});

describe('warm', () => {
  it('loads the code ahead of the first invocation, in the environment that then answers it', async () => {
    const { runner, lines } = runnerOf(
      'const loads = [console.log("loaded")]; export const handler = async () => loads.length;',
    );
    await runner.warm([arn]);
    expect(lines).toEqual(['Work: loaded']);
    expect(await runner.invoke('Work', {})).toEqual({ requestId, payload: 1 });
    expect(lines).toEqual(['Work: loaded']);
    expect(runner.invocations()).toEqual({ Work: 1 });
  });

  it('leaves a function that cannot be loaded to its first invocation', async () => {
    const { runner } = runnerOf('throw new Error("no");');
    await runner.warm([arn]);
    expect(await runner.invoke('Work', {})).toMatchObject({ functionError: { errorMessage: 'no' } });
  });

  it('starts nothing once the runner is closed', async () => {
    const { runner, lines } = runnerOf('console.log("loaded"); export const handler = async () => null;');
    await runner.close();
    await runner.warm([arn]);
    expect(lines).toEqual([]);
  });
});
