import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../clock';
import type { AccessControl } from '../iam/access-control';
import { type Principal, servicePrincipal } from '../iam/principal';
import { invokeAsynchronously } from '../lambda/asynchronous-invocation';
import type { LambdaRunner } from '../lambda/lambda-runner';
import type { StartedExecutions } from '../states/executions';
import { region } from '../template/physical-id';
import type { Deliver, Sender } from './event-bridge';

export interface EventTargetsOptions {
  readonly runner: Pick<LambdaRunner, 'invoke'>;
  readonly executions: Pick<StartedExecutions, 'start'>;
  readonly access: AccessControl;
  readonly snsEndpoint: string | undefined;
  readonly clock: Clock;
  /** Ends the waits before further tries. */
  readonly signal: AbortSignal;
}

/** What a rule of the event bus can start on this machine, as far as its role or the target's policy lets it. */
export function eventTargets(options: EventTargetsOptions): Record<string, Deliver> {
  const { runner, executions, access, snsEndpoint, clock, signal } = options;
  return {
    lambda: async (functionArn, input, sender) => {
      const wanted = { action: 'lambda:InvokeFunction', resource: functionArn };
      access.assertAllowed(senderPrincipal(access, sender), wanted);
      const invoke = () => runner.invoke(functionArn, input);
      const invocation = await invokeAsynchronously(invoke, clock, signal);
      if (!('functionError' in invocation)) return invocation.payload;
      const { errorType = 'Error', errorMessage = '' } = invocation.functionError;
      throw Object.assign(new Error(errorMessage), { name: errorType });
    },
    states: async (stateMachineArn, input, sender) => {
      const wanted = { action: 'states:StartExecution', resource: stateMachineArn };
      access.assertAllowed(senderPrincipal(access, sender), wanted);
      const { executionArn } = executions.start(stateMachineArn, JSON.stringify(input), sender.executionName);
      return { executionArn };
    },
    sns: async (topicArn, input, sender) => {
      const credentials = access.credentialsOf(senderPrincipal(access, sender));
      const sns = new SNSClient({ endpoint: snsEndpoint, region, credentials });
      const message = typeof input === 'string' ? input : JSON.stringify(input);
      const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topicArn, Message: message }));
      return { messageId: MessageId ?? '' };
    },
  };
}

/** Throws where the role of a target does not trust EventBridge. */
export function senderPrincipal(access: AccessControl, { ruleArn, roleArn }: Sender): Principal {
  const eventBridge = servicePrincipal('events', ruleArn);
  return roleArn ? access.assumeRole(roleArn, ruleArn.split('/').at(-1) ?? 'rule', eventBridge) : eventBridge;
}
