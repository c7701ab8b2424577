import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { DriftCheck } from '../../lib/drift-check';
import { synthesizeAlone } from './support/synthesized';

const stateMachineArn = 'arn:aws:states:eu-west-1:444455556666:stateMachine:Purge';

describe('DriftCheck', () => {
  it.each([
    [{ expression: 'rate(7 days)', mode: 'audit' as const }, 'Etc/UTC'],
    [
      { expression: 'cron(0 6 ? * MON *)', timezone: 'Europe/Berlin', mode: 'purge' as const },
      'Europe/Berlin',
    ],
  ])('starts an execution with a reason, by %j', (schedule, timezone) => {
    const template = synthesizeAlone((scope) => {
      const stateMachine = StateMachine.fromStateMachineArn(scope, 'StateMachine', stateMachineArn);
      new DriftCheck(scope, 'DriftCheck', { stateMachine, schedule });
    });
    const input = { mode: schedule.mode, reason: `Scheduled drift check, ${schedule.expression}` };
    expect(template.properties('AWS::Scheduler::Schedule')).toMatchObject({
      ScheduleExpression: schedule.expression,
      ScheduleExpressionTimezone: timezone,
      State: 'ENABLED',
      Target: { Arn: stateMachineArn, Input: JSON.stringify(input) },
    });
  });
});
