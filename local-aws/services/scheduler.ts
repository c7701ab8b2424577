import type { Authorize } from '../iam/access-control';
import { AwsError } from '../wire/aws-error';
import { optional } from '../wire/parameters';
import { ServiceApp } from '../wire/service';

/** A schedule as GetSchedule tells of it. */
export interface DescribedSchedule {
  Arn: string;
  Name: string;
  GroupName: string;
  State: 'ENABLED' | 'DISABLED';
  ScheduleExpression: string;
  ScheduleExpressionTimezone: string;
  /** In seconds since 1970. */
  StartDate?: number;
}

/** The schedules there are, and who may ask for them. */
export interface SchedulerOptions {
  /** @default none */
  schedules?: readonly DescribedSchedule[];
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** Amazon EventBridge Scheduler as far as GetSchedule goes: nothing is ever due. */
export function scheduler({ schedules = [], authorize }: SchedulerOptions): ServiceApp {
  return new ServiceApp('scheduler', {
    GetSchedule: ({ parameters, signer }) => {
      const group = optional(parameters, 'groupName') ?? 'default';
      const name = optional(parameters, 'Name');
      const found = schedules.find(({ Name, GroupName }) => Name === name && GroupName === group);
      authorize?.(signer, { action: 'scheduler:GetSchedule', resource: found?.Arn ?? '*' });
      if (found) return found;
      throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
    },
  });
}
