import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { eventRegions } from './account-events';
import { AccountTrigger } from './account-trigger';
import type { Config } from './config';
import { DriftCheck } from './drift-check';

/** What is started without a person, by which configuration, and who is told where that fails. */
export interface TriggersProps {
  readonly config: Config;
  readonly stateMachine: IStateMachine;
  readonly alarms: ITopic;
}

/**
 * Creates what starts executions besides people: events about new accounts, and a schedule, each where it is
 * configured.
 */
export function startByItself(scope: Construct, { config, stateMachine, alarms }: TriggersProps): void {
  const { organizationEvents, schedule } = config;
  if (organizationEvents) {
    const { here, forwarding } = eventRegions(config);
    new AccountTrigger(scope, 'AccountTrigger', {
      stateMachine,
      alarms,
      managementAccountId: organizationEvents.managementAccountId,
      eventsHere: here,
      eventsForwarded: forwarding.length > 0,
    });
  }
  if (schedule) new DriftCheck(scope, 'DriftCheck', { stateMachine, schedule });
}
