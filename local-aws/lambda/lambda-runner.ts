import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { SessionCredentials } from '../iam/temporary-credentials';
import type { Json } from '../json';
import type { LambdaFunction } from '../template/template';
import { AwsError } from '../wire/aws-error';
import { lambdaEnvironment, logNames } from './lambda-environment';
import { type FunctionError, type InvocationOutcome, LambdaSandbox } from './lambda-sandbox';

/** The functions that a runner runs, and what their environment is made of. */
export interface LambdaRunnerOptions {
  functions: LambdaFunction[];
  /** `AWS_ENDPOINT_URL_*`: where the SDK clients of a function find their services. */
  endpoints: (lambda: LambdaFunction) => Record<string, string>;
  /** Of the function's role. @default ones that no endpoint knows */
  credentials?: (lambda: LambdaFunction) => SessionCredentials;
  clock: Clock;
  /** Gets each line a function writes to stdout or stderr, and one for each function error, as CloudWatch Logs does. */
  log(functionName: string, line: string): void;
}

/** What `Invoke` answers: the handler's result, or how it failed. */
export type Invocation =
  | { requestId: string; payload: Json }
  | { requestId: string; functionError: FunctionError };

/** In bytes, for requests and, 100 bytes more, for responses (AWS Lambda Developer Guide, "Lambda quotas"). */
const payloadLimit = 6 * 1024 * 1024;
const responseLimit = payloadLimit + 100;

/**
 * Runs functions from the bundles that would be deployed. Unlike Lambda it starts one environment per function, on
 * first use, and runs concurrent invocations in it: a map of 40 children over a dozen functions would be hundreds of
 * threads otherwise, and no function keeps state between invocations. The memory size is told, not enforced.
 */
export class LambdaRunner {
  readonly #options: LambdaRunnerOptions;
  readonly #sandboxes = new Map<string, LambdaSandbox>();
  readonly #invocations = new Map<string, number>();
  #closed = false;

  constructor(options: LambdaRunnerOptions) {
    this.#options = options;
  }

  /** How often each function, by name, was invoked. */
  invocations(): Record<string, number> {
    return Object.fromEntries(this.#invocations);
  }

  /**
   * Invokes a function by name or ARN, as `RequestResponse`. Rejects with an AwsError only where the Lambda API itself
   * answers with one: `ResourceNotFoundException`, `RequestTooLargeException`.
   */
  async invoke(nameOrArn: string, payload: Json): Promise<Invocation> {
    const lambda = this.#find(nameOrArn);
    const event = JSON.stringify(payload);
    const size = Buffer.byteLength(event);
    if (size > payloadLimit) {
      const message = `${size} byte payload is too large for the RequestResponse invocation type (limit ${payloadLimit} bytes)`;
      throw new AwsError('RequestTooLargeException', message, 413);
    }
    this.#invocations.set(lambda.name, (this.#invocations.get(lambda.name) ?? 0) + 1);
    const requestId = randomUUID();
    const outcome = await this.#sandbox(lambda).run({
      requestId,
      traceId: traceId(this.#options.clock.now()),
      event,
      context: context(lambda),
      timeoutMilliseconds: lambda.timeoutSeconds * 1000,
    });
    const result = answer(outcome);
    if ('functionError' in result) {
      this.#options.log(lambda.name, `ERROR Invoke Error ${JSON.stringify(result.functionError)}`);
    }
    return { requestId, ...result };
  }

  /**
   * Starts environments ahead of their first use, one after the other, so that no stage of a run waits for its own:
   * what provisioned concurrency is on Lambda.
   */
  async warm(functionArns: readonly string[]): Promise<void> {
    for (const arn of functionArns) {
      const lambda = this.#find(arn);
      if (this.#closed) return;
      await this.#sandbox(lambda).loaded;
    }
  }

  /** Ends every worker; invocations in flight fail. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#sandboxes.values()].map((sandbox) => sandbox.close()));
    this.#sandboxes.clear();
  }

  #find(nameOrArn: string): LambdaFunction {
    const found = this.#options.functions.find(
      ({ name, arn }) => nameOrArn === name || nameOrArn === arn || nameOrArn === `${arn}:$LATEST`,
    );
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
  }

  #sandbox(lambda: LambdaFunction): LambdaSandbox {
    const running = this.#sandboxes.get(lambda.name);
    if (running?.usable) return running;
    const { endpoints, credentials, clock, log } = this.#options;
    const started = new LambdaSandbox({
      codePath: lambda.codePath,
      handler: lambda.handler,
      environment: lambdaEnvironment(lambda, endpoints(lambda), credentials?.(lambda)),
      clock,
      log: (line) => log(lambda.name, line),
    });
    this.#sandboxes.set(lambda.name, started);
    return started;
  }
}

function context({ name, arn, memorySize }: LambdaFunction): Record<string, string> {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memorySize),
    ...logNames(name),
  };
}

function answer(outcome: InvocationOutcome): { payload: Json } | { functionError: FunctionError } {
  if ('error' in outcome) return { functionError: outcome.error };
  if (Buffer.byteLength(outcome.payload) <= responseLimit) return { payload: JSON.parse(outcome.payload) };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${responseLimit} bytes).`;
  return { functionError: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}

/** The header X-Ray would pass on; never sampled. */
function traceId(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  const [root, parent] = [randomHex(24), randomHex(16)];
  return `Root=1-${seconds}-${root};Parent=${parent};Sampled=0`;
}

/** From the random numbers that Node.js keeps ready for UUIDs: asking the kernel each time is what would cost. */
const randomHex = (digits: number) => randomUUID().replaceAll('-', '').slice(0, digits);
