import { z } from 'zod';
import { partition } from '../template/physical-id';
import type { StackResources } from '../template/stack-resources';

/** What EventBridge Scheduler calls when a schedule is due, with the role that it takes on for it. */
export interface Schedule {
  /** What the role is told as `aws:SourceArn`: the schedule's group, not the schedule. */
  groupArn: string;
  target: { arn: string; roleArn: string; input?: string };
}

/** A schedule as a template has it. */
export const scheduleSchema = z.object({
  GroupName: z.string().default('default'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ScheduleExpression: z.string().default(''),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  StartDate: z.string().optional(),
  Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string().optional() }),
});

/**
 * The enabled schedules of a stack, which call their targets in a role
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
 */
export function schedules(resources: StackResources): Schedule[] {
  const { region, accountId } = resources.environment;
  return resources.ofType('AWS::Scheduler::Schedule').map((logicalId) => {
    const { GroupName, Target } = scheduleSchema.parse(resources.properties(logicalId));
    return {
      groupArn: `arn:${partition}:scheduler:${region}:${accountId}:schedule-group/${GroupName}`,
      target: { arn: Target.Arn, roleArn: Target.RoleArn, input: Target.Input },
    };
  });
}
