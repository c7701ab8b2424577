import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Deliver } from './runtime/event-bridge';
import type { StartedExecutions } from './runtime/executions';
import type { LambdaRunner } from './runtime/lambda-runner';

/** What a rule of the event bus can start on this machine. */
export function eventTargets(
  runner: LambdaRunner,
  executions: StartedExecutions,
  sns: SNSClient,
): Record<string, Deliver> {
  return {
    lambda: async (functionArn, input) => {
      const invocation = await runner.invoke(functionArn, input);
      if (!('functionError' in invocation)) return invocation.payload;
      const { errorType = 'Error', errorMessage = '' } = invocation.functionError;
      throw Object.assign(new Error(errorMessage), { name: errorType });
    },
    states: async (stateMachineArn, input, name) => {
      const { executionArn } = executions.start(stateMachineArn, JSON.stringify(input), name);
      return { executionArn };
    },
    sns: async (topicArn, input) => {
      const message = typeof input === 'string' ? input : JSON.stringify(input);
      const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topicArn, Message: message }));
      return { messageId: MessageId ?? '' };
    },
  };
}
