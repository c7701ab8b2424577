import type { Authorize } from '../iam/access-control';
import { assertOnePage } from '../wire/parameters';
import { ServiceApp } from '../wire/service';

/** An alarm as DescribeAlarms tells of it. */
export interface MetricAlarm {
  AlarmName: string;
  AlarmArn: string;
  ActionsEnabled: boolean;
  AlarmActions: string[];
  StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
}

/** The alarms there are, and who may ask for them. */
export interface CloudWatchOptions {
  /** @default none */
  alarms?: readonly MetricAlarm[];
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** Amazon CloudWatch as far as DescribeAlarms by name goes; a name may be given once or not at all. */
export function cloudWatch({ alarms = [], authorize }: CloudWatchOptions): ServiceApp {
  return new ServiceApp('cloudwatch', {
    DescribeAlarms: ({ parameters, signer }) => {
      authorize?.(signer, { action: 'cloudwatch:DescribeAlarms', resource: '*' });
      assertOnePage(parameters, ['NextToken', 'MaxRecords']);
      const { AlarmNames } = parameters;
      const names = Array.isArray(AlarmNames) ? AlarmNames : undefined;
      return {
        MetricAlarms: alarms.filter(({ AlarmName }) => names?.includes(AlarmName) ?? true),
        CompositeAlarms: [],
      };
    },
  });
}
