import type { SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../clock';
import { eventBusArn } from '../events/event-bridge';
import type { Principal } from '../iam/principal';
import type { JsonObject } from '../json';
import { type HistoryContents, recordCall } from '../services/event-history';
import type { ObjectStore } from '../services/object-store';
import { ExecutionsOfAll } from '../states/executions-of-all';
import { startExecutionSync } from '../states/nested-execution';
import { putEvents } from '../states/put-events';
import { executionsOf, type StateMachinesOptions } from '../states/state-machines';
import { taskIntegrations } from '../states/task-integrations';
import type { TaskTokens } from '../states/task-tokens';
import { accountId, region } from '../template/physical-id';
import type { LocalAccount } from './account';
import { type Invoker, invokedBy } from './local-functions';
import type { LocalAwsOptions } from './options';

/** What the tasks of an app's state machines reach. */
export interface ExecutionSurroundings {
  readonly clock: Clock;
  readonly objects: ObjectStore;
  readonly taskTokens: TaskTokens;
  readonly invoker: Invoker;
  /** A client of Amazon SNS with the rights of a principal. */
  readonly snsOf: (principal: Principal) => SNSClient;
  /** Keeps who started each of them. */
  readonly eventHistory: HistoryContents;
  /** Sends an event to the rules of a bus, by its ARN. */
  readonly putEvent: (event: JsonObject, eventBus: string) => void;
}

/** The executions of every state machine that is there. */
export function localExecutions(
  { template, access }: LocalAccount,
  options: LocalAwsOptions,
  { invoker, snsOf, putEvent, eventHistory, ...surroundings }: ExecutionSurroundings,
): ExecutionsOfAll {
  const { stateMachines = () => ({}), faults, onProgress } = options;
  const tasks: StateMachinesOptions['tasks'] = (session, objects) =>
    taskIntegrations(
      invokedBy(session, access, invoker),
      snsOf(session),
      objects,
      startExecutionSync(executions, (wanted) => access.assertAllowed(session, wanted), session),
      putEvents(({ eventBus, event }) => {
        const resource = eventBus.startsWith('arn:')
          ? eventBus
          : eventBusArn({ accountId, region }, eventBus);
        access.assertAllowed(session, { action: 'events:PutEvents', resource });
        putEvent(event, resource);
      }),
    );
  const common = { ...surroundings, access, faults, onProgress, tasks };
  const started = template.stateMachines().flatMap((machine) => {
    const rules = stateMachines(machine);
    return rules ? executionsOf(machine, rules, common) : [];
  });
  const executions = new ExecutionsOfAll(started, (principal, request, response) =>
    recordCall(eventHistory, surroundings.clock, {
      ...{ principal, request, response },
      service: 'states',
      operation: 'StartExecution',
    }),
  );
  return executions;
}
