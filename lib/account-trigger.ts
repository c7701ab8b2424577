import { Validations } from 'aws-cdk-lib';
import { EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { accountEvents, forwardedEventsBus } from './account-events';
import { grantWithWildcard } from './explained-wildcard';
import { LambdaFunction } from './lambda-function';

/** What starts an execution for a new account, and where its events come from. */
export interface AccountTriggerProps {
  readonly stateMachine: IStateMachine;
  /** Who is told of an event that nobody can make sense of. */
  readonly alarms: ITopic;
  readonly managementAccountId: string;
  /** The events happen in this very account and Region. */
  readonly eventsHere: boolean;
  /** The management account forwards events to a bus of the app. */
  readonly eventsForwarded: boolean;
}

/** Starts an execution for every account that is created in the organization or joins it. */
export class AccountTrigger extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: AccountTriggerProps) {
    super(scope, id);
    this.function = this.#startForAccount(props);
    if (props.eventsHere) this.#listen('AccountEvents', props);
    if (props.eventsForwarded) this.#listen('ForwardedAccountEvents', props, this.#createBus(props));
  }

  #startForAccount({ stateMachine, alarms, managementAccountId }: AccountTriggerProps): LambdaFunction {
    const startForAccount = new LambdaFunction(this, 'StartForAccount', {
      environment: {
        STATE_MACHINE_ARN: stateMachine.stateMachineArn,
        ALARMS_TOPIC_ARN: alarms.topicArn,
        MANAGEMENT_ACCOUNT_ID: managementAccountId,
      },
    });
    stateMachine.grantStartExecution(startForAccount);
    alarms.grantPublish(startForAccount);
    grantWithWildcard(
      startForAccount,
      new PolicyStatement({
        actions: ['organizations:DescribeAccount'],
        resources: [
          `arn:${startForAccount.stack.partition}:organizations::${managementAccountId}:account/o-*/*`,
        ],
      }),
      'Any account of the organization, also one that joins tomorrow; the ID of the organization is not configured.',
    );
    return startForAccount;
  }

  /** Only the management account may put events on it. */
  #createBus({ managementAccountId }: AccountTriggerProps): EventBus {
    const bus = new EventBus(this, 'Bus', {
      eventBusName: forwardedEventsBus,
      description: 'Events about new accounts, forwarded by the management account',
    });
    bus.addToResourcePolicy(
      new PolicyStatement({
        sid: 'FromTheManagementAccount',
        principals: [new AccountPrincipal(managementAccountId)],
        actions: ['events:PutEvents'],
        resources: [bus.eventBusArn],
      }),
    );
    return bus;
  }

  #listen(id: string, { managementAccountId }: AccountTriggerProps, eventBus?: IEventBus): void {
    const rule = new Rule(this, id, {
      description: 'Accounts that were created in the organization or joined it',
      eventBus,
      eventPattern: accountEvents(managementAccountId),
      targets: [new LambdaTarget(this.function)],
    });
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'EventBridge tries for 24 hours to hand the event to Lambda. What is missed then is in CloudTrail, and the scheduled drift check finds the account.',
    });
  }
}
