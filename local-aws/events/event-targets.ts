import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../clock';
import type { AccessControl } from '../iam/access-control';
import { type Principal, servicePrincipal } from '../iam/principal';
import { invokeAsynchronously } from '../lambda/asynchronous-invocation';
import type { LambdaRunner } from '../lambda/lambda-runner';
import type { ExecutionsOfAll } from '../states/executions-of-all';
import type { Deliver, Sender } from './event-bridge';

/** What the targets of event rules are made of. */
export interface EventTargetsOptions {
  readonly runner: Pick<LambdaRunner, 'invoke'>;
  readonly executions: Pick<ExecutionsOfAll, 'start'>;
  readonly access: AccessControl;
  /** A client of Amazon SNS with the rights of a principal. */
  readonly snsOf: (principal: Principal) => SNSClient;
  readonly clock: Clock;
  /** Ends the waits before further tries. */
  readonly signal: AbortSignal;
}

/** What a rule of the event bus can start on this machine, as far as its role or the target's policy lets it. */
export function eventTargets(options: EventTargetsOptions): Record<string, Deliver> {
  const { runner, executions, access, snsOf, clock, signal } = options;
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
      const by = senderPrincipal(access, sender);
      access.assertAllowed(by, wanted);
      const { executionName } = sender;
      const { executionArn } = executions.start(stateMachineArn, JSON.stringify(input), executionName, by);
      return { executionArn };
    },
    sns: async (topicArn, input, sender) => {
      const message = typeof input === 'string' ? input : JSON.stringify(input);
      const publish = new PublishCommand({ TopicArn: topicArn, Message: message });
      const { MessageId } = await snsOf(senderPrincipal(access, sender)).send(publish);
      return { messageId: MessageId ?? '' };
    },
  };
}

/**
 * Whom EventBridge acts as towards a target: the target's role, or itself.
 * @throws AwsError AccessDenied where the role does not trust EventBridge
 */
export function senderPrincipal(access: AccessControl, { ruleArn, roleArn }: Sender): Principal {
  const eventBridge = servicePrincipal('events', ruleArn);
  return roleArn ? access.assumeRole(roleArn, ruleArn.split('/').at(-1) ?? 'rule', eventBridge) : eventBridge;
}
