import type { SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../clock';
import { EventBridge } from '../events/event-bridge';
import { eventTargets, senderPrincipal } from '../events/event-targets';
import type { Principal } from '../iam/principal';
import type { ExecutionsOfAll } from '../states/executions-of-all';
import type { LocalAccount } from './account';
import type { Invoker } from './local-functions';

/** What events lead to. */
export interface EventSurroundings {
  readonly clock: Clock;
  readonly invoker: Invoker;
  readonly executions: ExecutionsOfAll;
  /** A client of Amazon SNS with the rights of a principal. */
  readonly snsOf: (principal: Principal) => SNSClient;
  /** Ends the waits before further tries. */
  readonly signal: AbortSignal;
  /** Told of every delivery that failed, by the name of its rule. */
  readonly onLog: (rule: string, line: string) => void;
}

/** The event buses of an app's account and of those that forward to it, with the rules of all their stacks. */
export function eventBuses(
  { template, others, access }: LocalAccount,
  { clock, invoker, executions, snsOf, signal, onLog }: EventSurroundings,
): EventBridge {
  return new EventBridge({
    rules: [template, ...others].flatMap((stack) => stack.eventRules()),
    mayPutEvents: (eventBusArn, sender) =>
      access.assertAllowed(senderPrincipal(access, sender), {
        action: 'events:PutEvents',
        resource: eventBusArn,
      }),
    targets: eventTargets({
      runner: invoker,
      executions,
      access,
      snsOf,
      clock,
      signal,
    }),
    clock,
    onFailure: ({ rule, error }) => onLog(rule, `ERROR ${error}`),
  });
}
