import { GetScheduleCommand, type GetScheduleOutput, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Check } from '../readiness';
import { type Deployment, inAccount, orMissing, readOf, revertDrift, textOf } from './deployment';
import { type Assessment, type Problem, rowsOf } from './rows';

/** A schedule as Scheduler tells of it; of one that is not there nothing but its name is known. */
type Scheduled = GetScheduleOutput & { readonly Name: string };

/** Whether anything looks again and again, and when next. A deployment without a schedule is one, too. */
export async function checkSchedule(deployment: Deployment): Promise<Check[]> {
  const client = new SchedulerClient(deployment.settingsFor('SCHEDULER'));
  const schedules = await readOf(
    deployment,
    'AWS::Scheduler::Schedule',
    'scheduler:GetSchedule',
    (declared) =>
      Promise.all(
        declared.map(async (resource) => {
          const { physicalId: Name } = resource;
          const command = new GetScheduleCommand({ Name, GroupName: textOf(resource, 'GroupName') });
          return { Name, ...(await orMissing(client.send(command))) };
        }),
      ),
  );
  const isThere = !schedules.known || schedules.value.length > 0;
  return rowsOf('schedule', schedules, (all) => findingOf(deployment, all), isThere);
}

function findingOf(deployment: Deployment, schedules: readonly Scheduled[]): Assessment {
  const [first] = schedules;
  return {
    fine: first ? whenOf(first, new Date()) : '',
    problems: first ? schedules.flatMap((each) => notEnabled(deployment, each)) : [none(deployment)],
  };
}

const none = ({ accountId }: Deployment): Problem => ({
  detail: 'there is none: nothing looks for what came back',
  fix: { by: `account ${accountId}`, text: 'Configure a schedule such as rate(7 days), and deploy.' },
});

/** UpdateSchedule sets everything that it is not told to its default: all of it is handed back, enabled. */
function notEnabled(deployment: Deployment, { Name, GroupName = 'default', State }: Scheduled): Problem[] {
  const { accountId, region } = deployment;
  if (State === 'ENABLED') return [];
  if (!State) return [{ detail: `the schedule ${Name} is not there`, fix: revertDrift(deployment) }];
  const get = `aws scheduler get-schedule --name ${Name} --group-name ${GroupName} --region ${region}`;
  const enabled = `jq 'del(.Arn, .CreationDate, .LastModificationDate) | .State = "ENABLED"'`;
  const update = `aws scheduler update-schedule --region ${region} --cli-input-json`;
  const command = `${update} "$(${get} | ${enabled})"`;
  return [{ detail: `the schedule ${Name} is ${State}`, fix: { ...inAccount(accountId), command } }];
}

function whenOf(schedule: Scheduled, now: Date): string {
  const { ScheduleExpression = '', ScheduleExpressionTimezone = 'UTC', StartDate } = schedule;
  const next = StartDate && nextOf(ScheduleExpression, StartDate, now);
  return `${ScheduleExpression}, ${ScheduleExpressionTimezone}${next ? `; next ${next.toISOString().slice(0, 16)}Z` : ''}`;
}

const milliseconds: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** When a rate that counts from a start is due next; `undefined` for any other expression. */
export function nextOf(expression: string, start: Date, now: Date): Date | undefined {
  const [, number, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const rate = Number(number) * (milliseconds[unit] ?? Number.NaN);
  if (!rate) return undefined;
  const rounds = Math.max(0, Math.ceil((now.getTime() - start.getTime()) / rate));
  return new Date(start.getTime() + rounds * rate);
}
