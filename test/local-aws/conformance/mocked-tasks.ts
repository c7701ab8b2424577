import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { isJsonObject, type Json, type JsonObject } from '../../../local-aws/json';
import type { ExecutionOptions } from '../../../local-aws/states/engine';
import type { ExecutionsOfAll } from '../../../local-aws/states/executions-of-all';
import { startExecutionSync } from '../../../local-aws/states/nested-execution';
import type { ObjectAccess, TaskIntegration } from '../../../local-aws/states/state';
import { StatesError } from '../../../local-aws/states/states-error';
import { taskIntegrations } from '../../../local-aws/states/task-integrations';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { AwsError } from '../../../local-aws/wire/aws-error';
import { memoryStore } from '../states/run';
import type { Case } from './case';

const BUCKET = 'b';
const publish = 'arn:aws:states:::sns:publish';
const putObject = 'arn:aws:states:::aws-sdk:s3:putObject';

/** What the state machines of a case find around them, and what they leave behind there. */
export function mockedServices(
  { functions = {}, tasks = {}, objects }: Case,
  executions: ExecutionsOfAll,
): Pick<ExecutionOptions, 'tasks' | 'taskTokens' | 'objects'> & {
  published: PublishCommandInput[];
  stored: Record<string, string>;
} {
  const taskTokens = new TaskTokens();
  const published: PublishCommandInput[] = [];
  const stored = { ...objects };
  const bucket = onlyBucket(memoryStore(stored));
  const answer = inTurn(tasks);
  const integrations = taskIntegrations(
    { invoke: () => Promise.reject(new Error('The functions are mocked as tasks')) },
    topic((message) => {
      published.push(message);
      return answer(publish);
    }),
    {
      putObject: async (...object) => {
        failIfTold(answer(putObject));
        await bucket.putObject(...object);
      },
    },
    startExecutionSync(executions, () => undefined),
  );
  return {
    tasks: { ...integrations, 'lambda:invoke': invoked(functions, taskTokens) },
    taskTokens,
    objects: bucket,
    published,
    stored,
  };
}

type Answers = Record<string, JsonObject[]>;

/** Each time the next answer of that name; the last one stands for all that follow. */
export function inTurn(all: Answers): (name: string) => JsonObject {
  const given = new Map<string, number>();
  return (name) => {
    const before = given.get(name) ?? 0;
    given.set(name, before + 1);
    const answers = all[name] ?? [];
    return answers[Math.min(before, answers.length - 1)] ?? {};
  };
}

/** A lambda:invoke that answers as the case says. */
function invoked(functions: Answers, taskTokens: TaskTokens): TaskIntegration {
  const answer = inTurn(functions);
  return async (args) => {
    const { FunctionName, Payload = null } = isJsonObject(args) ? args : {};
    const payload = await act(answer(String(FunctionName)), Payload, taskTokens);
    return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: payload };
  };
}

async function act(answer: JsonObject, payload: Json, taskTokens: TaskTokens): Promise<Json> {
  if (typeof answer.error === 'string') throw new StatesError(answer.error, String(answer.cause));
  if (answer.never) return new Promise<never>(() => undefined);
  const token = isJsonObject(payload) ? String(payload.token) : '';
  if (answer.succeed !== undefined) taskTokens.succeed(token, JSON.stringify(answer.succeed));
  if (isJsonObject(answer.fail)) {
    const { error, cause } = answer.fail;
    taskTokens.fail(token, error?.toString(), cause?.toString());
  }
  return answer.echo ? payload : (answer.result ?? null);
}

function topic(answer: (message: PublishCommandInput) => JsonObject): SNSClient {
  const client = new SNSClient({});
  mockClient(client)
    .on(PublishCommand)
    .callsFake(async (message: PublishCommandInput) => {
      const told = answer(message);
      failIfTold(told);
      return told.result;
    });
  return client;
}

/** Throws what an SDK throws, where the answer is an error; the name a state sees has the service's in front of it. */
function failIfTold({ error, cause }: JsonObject): void {
  if (typeof error === 'string') throw new AwsError(error.replace(/^\w+\./, ''), String(cause));
}

/** The store as the only bucket that there is. */
export function onlyBucket(store: ObjectAccess, name = BUCKET): ObjectAccess {
  const open = async (bucket: string) => {
    if (bucket !== name) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return store;
  };
  return {
    getObject: async (bucket, key) => (await open(bucket)).getObject(bucket, key),
    putObject: async (bucket, key, body) => (await open(bucket)).putObject(bucket, key, body),
  };
}
