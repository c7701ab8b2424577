import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import type { Integration, TaskIntegration } from './runtime/asl/state';
import { StatesError } from './runtime/asl/states-error';
import { isJsonObject, type Json, type JsonObject } from './runtime/json';
import type { LambdaRunner } from './runtime/lambda-runner';

/** What the state machine's tasks stand for on this machine. */
export function taskIntegrations(runner: LambdaRunner, sns: SNSClient): Record<Integration, TaskIntegration> {
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
  };
}

/** A function error fails the task under its `errorType`, with the error document as the cause. */
async function invokeLambda(runner: LambdaRunner, args: Json): Promise<Json> {
  const { FunctionName, Payload = {} } = objectOf(args);
  if (typeof FunctionName !== 'string')
    throw new StatesError('States.Runtime', 'FunctionName is not a string');
  const invocation = await runner.invoke(FunctionName, Payload).catch((error: unknown) => {
    throw new StatesError(error instanceof Error ? `Lambda.${error.name}` : 'Lambda.Unknown', String(error));
  });
  if ('functionError' in invocation) {
    const { functionError } = invocation;
    throw new StatesError(functionError.errorType ?? 'Lambda.Unknown', JSON.stringify(functionError));
  }
  return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: invocation.payload };
}

/** The Arguments of `sns:publish` carry the names of the API. */
function publishInput(args: Json): PublishCommandInput {
  const { TopicArn, Subject, Message, MessageAttributes } = objectOf(args);
  return {
    TopicArn: String(TopicArn),
    Subject: Subject === undefined ? undefined : String(Subject),
    Message: String(Message),
    MessageAttributes: Object.fromEntries(
      Object.entries(objectOf(MessageAttributes ?? {})).map(([name, attribute]) => {
        const { DataType, StringValue } = objectOf(attribute);
        return [name, { DataType: String(DataType), StringValue: String(StringValue) }];
      }),
    ),
  };
}

function objectOf(value: Json): JsonObject {
  if (!isJsonObject(value))
    throw new StatesError('States.Runtime', 'The arguments of the task are not an object');
  return value;
}
