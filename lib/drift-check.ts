import { TimeZone } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
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
    new Schedule(this, 'Schedule', {
      description: 'Looks for root credentials in every member account',
      schedule: ScheduleExpression.expression(
        expression,
        timezone ? TimeZone.of(timezone) : TimeZone.ETC_UTC,
      ),
      target: new StepFunctionsStartExecution(stateMachine, {
        input: ScheduleTargetInput.fromObject({ mode, reason: `Scheduled drift check, ${expression}` }),
      }),
    });
  }
}
