import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { listAll } from '../../../lambdas/aws-calls/whole-list';
import type { Check } from '../readiness';
import { awsCommand, type Deployment, ofType, readOf, revertDrift } from './deployment';
import { type Assessment, type Problem, rowsOf } from './rows';

/** An alarm of the stack by its name, and what CloudWatch says of it. */
interface Watched {
  readonly name: string;
  readonly alarm?: MetricAlarm;
}

/** Whether the alarms are there and would mail somebody, and whether one of them is on. */
export async function checkAlarms(deployment: Deployment): Promise<Check[]> {
  const client = new CloudWatchClient(deployment.settingsFor('CLOUDWATCH'));
  const alarms = await readOf(
    deployment,
    'AWS::CloudWatch::Alarm',
    'cloudwatch:DescribeAlarms',
    async (declared) => {
      const names = declared.map(({ physicalId }) => physicalId);
      const found = await describeAlarms(client, names);
      return names.map((name) => ({ name, alarm: found.find(({ AlarmName }) => AlarmName === name) }));
    },
  );
  return [
    ...rowsOf('alarms', alarms, (all) => ({
      fine: 'all are there, and mail',
      problems: all.flatMap((each) => wrongWith(deployment, each)),
    })),
    ...rowsOf('alarm-states', alarms, (all) => inAlarm(deployment, all), false),
  ];
}

/** DescribeAlarms takes at most 100 names. */
async function describeAlarms(client: CloudWatchClient, names: readonly string[]): Promise<MetricAlarm[]> {
  if (names.length === 0) return [];
  const AlarmNames = names.slice(0, 100);
  const found = await listAll({
    call: 'cloudwatch:DescribeAlarms',
    read: (NextToken?: string) => client.send(new DescribeAlarmsCommand({ AlarmNames, NextToken })),
    items: ({ MetricAlarms }) => MetricAlarms,
    id: ({ AlarmName }) => AlarmName,
    marker: ({ NextToken }) => NextToken,
  });
  return [...found, ...(await describeAlarms(client, names.slice(100)))];
}

function wrongWith(deployment: Deployment, { name, alarm }: Watched): Problem[] {
  const { resources } = deployment;
  const topics = ofType(resources.known ? resources.value : [], 'AWS::SNS::Topic');
  if (!alarm) return [{ detail: `${name} is not there`, fix: revertDrift(deployment) }];
  if (!alarm.ActionsEnabled) {
    const fix = awsCommand(deployment, `cloudwatch enable-alarm-actions --alarm-names ${name}`);
    return [{ detail: `${name} tells nobody: its actions are disabled`, fix }];
  }
  const mails = topics.some(({ physicalId }) => alarm.AlarmActions?.includes(physicalId));
  return mails
    ? []
    : [{ detail: `${name} does not mail: it has another action`, fix: revertDrift(deployment) }];
}

function inAlarm(deployment: Deployment, alarms: readonly Watched[]): Assessment {
  const on = alarms.filter(({ alarm }) => alarm?.StateValue === 'ALARM');
  return {
    fine: 'none is on',
    problems: on.map(({ name }) => ({
      detail: `${name} is on`,
      fix: awsCommand(
        deployment,
        `cloudwatch describe-alarms --alarm-names ${name} --query 'MetricAlarms[].[AlarmDescription,StateReason]'`,
      ),
    })),
  };
}
