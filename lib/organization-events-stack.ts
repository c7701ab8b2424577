import { Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { accountEvents, forwardedEventsBus } from './account-events';

/** Whose events are forwarded, and to which account and Region. */
export interface OrganizationEventsStackProps extends StackProps {
  readonly managementAccountId: string;
  /** Where the app is. */
  readonly appAccount: string;
  readonly appRegion: string;
}

/**
 * A stack for the management account, in a Region where Organizations or Control Tower sends its events: forwards
 * those about new accounts to the event bus of the app, with a role that may do this alone. Deploy it after the app.
 */
export class OrganizationEventsStack extends Stack {
  constructor(scope: Construct, id: string, props: OrganizationEventsStackProps) {
    const { managementAccountId, appAccount, appRegion, ...stackProps } = props;
    super(scope, id, {
      description: 'Forwards the events about new accounts to the root credential purge',
      ...stackProps,
    });
    const bus = EventBus.fromEventBusArn(
      this,
      'Bus',
      `arn:${this.partition}:events:${appRegion}:${appAccount}:event-bus/${forwardedEventsBus}`,
    );
    const rule = new Rule(this, 'AccountEvents', {
      description: 'Accounts that were created in the organization or joined it',
      eventPattern: accountEvents(managementAccountId),
      targets: [new EventBusTarget(bus)],
    });
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'EventBridge tries for 24 hours to reach the bus of the app. A queue here would be one that nobody looks into; the scheduled drift check finds an account whose event was lost.',
    });
  }
}
