import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { LambdaRunner } from '../lambda/lambda-runner';
import type { ObjectStore } from '../services/object-store';
import { putEvents } from './put-events';
import type { TaskIntegration } from './state';
import { StatesError } from './states-error';
import type { Integration } from './task-resource';

/** What the state machine's tasks stand for on this machine. */
export function taskIntegrations(
  runner: Pick<LambdaRunner, 'invoke'>,
  sns: SNSClient,
  objects: Pick<ObjectStore, 'putObject'>,
  startExecutionSync: TaskIntegration = nothingToStart,
  events: TaskIntegration = putEvents(),
): Record<Integration, TaskIntegration> {
  return {
    'lambda:invoke': (args) => invokeLambda(runner, args),
    'sns:publish': async (args) => {
      const { MessageId } = await sns.send(new PublishCommand(publishInput(args))).catch((error: unknown) => {
        throw new StatesError(
          error instanceof Error ? `SNS.${error.name}` : 'States.TaskFailed',
          String(error),
        );
      });
      return { MessageId: MessageId ?? '' };
    },
    'aws-sdk:s3:putObject': async (args) => {
      const { Bucket, Key, Body } = objectOf(args);
      // Body is JSON on AWS, whatever it is: a text is stored with its quotation marks.
      await objects.putObject(String(Bucket), String(Key), JSON.stringify(Body)).catch((error: unknown) => {
        throw new StatesError(s3ErrorName(error), String(error));
      });
      return {};
    },
    'states:startExecution.sync:2': startExecutionSync,
    'events:putEvents': events,
  };
}

/** What the SDK for Java calls it: errors have a class of their own only where the API's model has them. */
function s3ErrorName(error: unknown): string {
  return error instanceof Error && error.name === 'NoSuchBucket'
    ? 'S3.NoSuchBucketException'
    : 'S3.S3Exception';
}

const nothingToStart: TaskIntegration = () =>
  Promise.reject(new StatesError('States.Runtime', 'There is no other state machine here'));

/** A function error fails the task under its `errorType`, with the error document as the cause. */
async function invokeLambda(runner: Pick<LambdaRunner, 'invoke'>, args: Json): Promise<Json> {
  const { FunctionName, Payload = {} } = objectOf(args);
  if (typeof FunctionName !== 'string')
    throw new StatesError('States.Runtime', 'FunctionName is not a string');
  const invocation = await runner.invoke(FunctionName, Payload).catch((error: unknown) => {
    throw invokeError(error);
  });
  if ('functionError' in invocation) {
    const { functionError } = invocation;
    throw new StatesError(functionError.errorType ?? 'Lambda.Unknown', JSON.stringify(functionError));
  }
  return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: invocation.payload };
}

/** What the Lambda API answers is `Lambda.<code>`, except where its code is none of Invoke's own. */
function invokeError(error: unknown): StatesError {
  if (!(error instanceof Error)) return new StatesError('Lambda.Unknown', String(error));
  if (error.name !== 'AccessDeniedException') return new StatesError(`Lambda.${error.name}`, String(error));
  const details = '(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)';
  return new StatesError('Lambda.AWSLambdaException', `${error.message} ${details}`);
}

/**
 * The Arguments of `sns:publish` carry the names of the API; a Message that is no string goes as JSON
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html has an object).
 */
function publishInput(args: Json): PublishCommandInput {
  const { TopicArn, Subject, Message, MessageAttributes } = objectOf(args);
  return {
    TopicArn: String(TopicArn),
    Subject: Subject === undefined ? undefined : String(Subject),
    Message: textOf(Message),
    MessageAttributes: Object.fromEntries(
      Object.entries(objectOf(MessageAttributes ?? {})).map(([name, attribute]) => {
        const { DataType, StringValue } = objectOf(attribute);
        return [name, { DataType: String(DataType), StringValue: String(StringValue) }];
      }),
    ),
  };
}

const textOf = (value?: Json) => (typeof value === 'string' ? value : JSON.stringify(value));

function objectOf(value: Json): JsonObject {
  if (!isJsonObject(value))
    throw new StatesError('States.Runtime', 'The arguments of the task are not an object');
  return value;
}
