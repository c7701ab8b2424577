import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DriftCheck } from '../../lib/drift-check';
import { synthesizeAlone } from './support/synthesized';

const stateMachineArn = 'arn:aws:states:eu-west-1:444455556666:stateMachine:Purge';

afterEach(() => vi.useRealTimers());

describe('DriftCheck', () => {
  it.each([
    ['2027-01-30T21:59:00Z', 'rate(7 days)', '2027-01-31T00:00:00.000Z'],
    ['2027-01-30T22:01:00Z', 'rate(7 days)', '2027-02-01T00:00:00.000Z'],
    ['2027-01-30T22:01:00Z', 'cron(0 6 ? * MON *)', undefined],
  ])('synthesized at %s, %s begins %s', (now, expression, StartDate) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) });
    const template = synthesizeAlone((scope) => {
      const stateMachine = StateMachine.fromStateMachineArn(scope, 'StateMachine', stateMachineArn);
      new DriftCheck(scope, 'DriftCheck', { stateMachine, schedule: { expression, mode: 'audit' } });
    });
    expect(template.properties('AWS::Scheduler::Schedule').StartDate).toBe(StartDate);
  });

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
    const input = {
      mode: schedule.mode,
      reason: `Scheduled drift check, ${schedule.expression}`,
      startedBy: 'the schedule of this app',
    };
    expect(template.properties('AWS::Scheduler::Schedule')).toMatchObject({
      ScheduleExpression: schedule.expression,
      ScheduleExpressionTimezone: timezone,
      State: 'ENABLED',
      Target: { Arn: stateMachineArn, Input: JSON.stringify(input) },
    });
  });
});
