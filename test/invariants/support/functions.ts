import type { Context, Handler } from 'aws-lambda';
import type {
  FunctionRunner,
  Invocation,
  Json,
  LambdaFunction,
  LambdaRunnerOptions,
} from '../../../local-aws';
import { network } from './network';

/** Told of every invocation, and of its end. */
export type OnInvocation = (state: string, event: Json, invocation: Promise<Invocation>) => void;

/** Runs the functions inside this process: the handlers that would be bundled. */
export function functionsInProcess(options: LambdaRunnerOptions, onInvocation: OnInvocation): FunctionRunner {
  return {
    invoke: async (arn, event) => {
      const lambda = options.functions.find((lambda) => lambda.arn === arn);
      if (!lambda) throw new Error(`The app has no function ${arn}.`);
      const invocation = handled(lambda, event, options);
      onInvocation(stateOf(lambda), event, invocation);
      return invocation;
    },
    invocations: () => ({}),
    warm: async () => undefined,
    close: async () => undefined,
  };
}

/** The state of a function, or the name of the construct that it is. */
export const stateOf = ({ environment, name }: LambdaFunction) => environment.POWERTOOLS_SERVICE_NAME ?? name;

async function handled(
  lambda: LambdaFunction,
  event: Json,
  options: LambdaRunnerOptions,
): Promise<Invocation> {
  const handler = (await loaded(options)).get(lambda.arn);
  if (!handler) throw new Error(`No state has a function ${lambda.name}.`);
  Object.assign(process.env, lambda.environment);
  try {
    const result = await handler(JSON.parse(JSON.stringify(event)), context(lambda), () => undefined);
    return { requestId: 'in-process', payload: JSON.parse(JSON.stringify(result ?? null)) };
  } catch (error) {
    return { requestId: 'in-process', functionError: functionError(error) };
  }
}

type Handlers = Map<string, Handler<Json, Json>>;

/** The functions outlive the worlds, whose addresses are all the same. */
let handlers: Promise<Handlers> | undefined;
const loaded = (options: LambdaRunnerOptions) => {
  handlers ??= loadHandlers(options);
  return handlers;
};

/** The purge's functions, one after the other: each makes its clients with the credentials of its own role. */
async function loadHandlers({ functions, endpoints }: LambdaRunnerOptions): Promise<Handlers> {
  const loaded: Handlers = new Map();
  for (const lambda of functions) {
    const state = stateOf(lambda);
    if (state === 'ApprovalApi' || state === 'StartForAccount') continue;
    Object.assign(process.env, lambda.environment, endpoints(lambda));
    network.loading = state;
    const file = state.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
    const { handler }: { handler: Handler<Json, Json> } = await import(`../../../lambdas/${file}.ts`);
    loaded.set(lambda.arn, handler);
  }
  return loaded;
}

function functionError(error: unknown) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message };
}

function context({ name, arn }: LambdaFunction): Context {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
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
