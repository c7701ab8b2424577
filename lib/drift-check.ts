import { TimeZone } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, type IConstruct } from 'constructs';
import type { Config } from './config';

/** What is started again and again, when, and whether it purges or audits. */
export interface DriftCheckProps {
  readonly stateMachine: IStateMachine;
  readonly schedule: NonNullable<Config['schedule']>;
}

/** Looks at the whole organization again and again: for what came back, and for accounts whose event was missed. */
export class DriftCheck extends Construct {
  constructor(scope: Construct, id: string, { stateMachine, schedule }: DriftCheckProps) {
    super(scope, id);
    const { expression, timezone, mode } = schedule;
    const drift = new Schedule(this, 'Schedule', {
      start: expression.startsWith('rate') ? firstMidnight(new Date()) : undefined,
      description: 'Looks for root credentials in every member account',
      schedule: ScheduleExpression.expression(
        expression,
        timezone ? TimeZone.of(timezone) : TimeZone.ETC_UTC,
      ),
      target: new StepFunctionsStartExecution(stateMachine, {
        input: ScheduleTargetInput.fromObject({
          mode,
          reason: `Scheduled drift check, ${expression}`,
          startedBy: 'the schedule of this app',
        }),
      }),
    });
    drift.node.addDependency(...drift.stack.node.findAll().filter(isNeededByRuns));
  }
}

/** A run needs what the roles may do, and asks those who are subscribed. */
function isNeededByRuns(construct: IConstruct): boolean {
  return construct instanceof CfnPolicy || construct instanceof CfnSubscription;
}

/**
 * A rate counts from the moment of the schedule's creation, when nobody could confirm a subscription yet; so it begins
 * with the first midnight (UTC) that leaves two hours for the deployment. EventBridge Scheduler takes no start in the past.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based
 */
function firstMidnight(now: Date): Date {
  const deployed = new Date(now.getTime() + 2 * 3_600_000);
  return new Date(Date.UTC(deployed.getUTCFullYear(), deployed.getUTCMonth(), deployed.getUTCDate() + 1));
}
