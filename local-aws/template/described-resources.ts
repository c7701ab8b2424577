import { z } from 'zod';
import { ruleSchema } from '../events/event-rules';
import { scheduleSchema } from '../events/schedules';
import type { MetricAlarm } from '../services/cloudwatch';
import type { DescribedEventBus, DescribedRule } from '../services/events';
import type { DescribedSchedule } from '../services/scheduler';
import { partition } from './physical-id';
import type { StackResources } from './stack-resources';

/** What a stack has that is only told of here, in the words of the APIs that tell of it. */
export interface DescribedResources {
  alarms: MetricAlarm[];
  rules: DescribedRule[];
  eventBuses: DescribedEventBus[];
  schedules: DescribedSchedule[];
}

/** Reads what a stack has that is only told of. */
export function describedResources(resources: StackResources): DescribedResources {
  return {
    alarms: resources.ofType('AWS::CloudWatch::Alarm').map((id) => alarm(resources, id)),
    rules: resources.ofType('AWS::Events::Rule').map((id) => rule(resources, id)),
    eventBuses: resources.ofType('AWS::Events::EventBus').map((id) => eventBus(resources, id)),
    schedules: resources.ofType('AWS::Scheduler::Schedule').map((id) => schedule(resources, id)),
  };
}

const alarmSchema = z.object({ AlarmActions: z.array(z.string()).default([]) });

/** A new alarm whose missing data is not breaching is OK. */
function alarm(resources: StackResources, id: string): MetricAlarm {
  const { AlarmActions } = alarmSchema.parse({
    AlarmActions: resources.property(id, 'AlarmActions') ?? undefined,
  });
  const { ref: AlarmName, attributes } = resources.id(id);
  return { AlarmName, AlarmArn: attributes.Arn ?? '', ActionsEnabled: true, AlarmActions, StateValue: 'OK' };
}

function rule(resources: StackResources, id: string): DescribedRule {
  const { State, EventBusName, EventPattern, Targets } = ruleSchema.parse(resources.properties(id));
  const bus = EventBusName.split('/').at(-1) ?? '';
  const name = resources.id(id).ref;
  const arn = resources.attribute(id, 'Arn');
  return {
    Name: name,
    Arn: bus === 'default' ? arn : arn.replace(/[^/]+$/, `${bus}/${name}`),
    EventBusName: bus,
    State,
    EventPattern: EventPattern && JSON.stringify(EventPattern),
    Targets: Targets.map(({ Id, Arn, RoleArn }) => ({ Id, Arn, RoleArn })),
  };
}

function eventBus(resources: StackResources, id: string): DescribedEventBus {
  const { ref: Name } = resources.id(id);
  const statements = resources.ofType('AWS::Events::EventBusPolicy').flatMap((policy) => {
    const { EventBusName, Statement } = resources.properties(policy);
    return EventBusName === Name ? [Statement] : [];
  });
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return { Name, Arn: resources.attribute(id, 'Arn'), ...(statements.length > 0 && { Policy }) };
}

function schedule(resources: StackResources, id: string): DescribedSchedule {
  const { GroupName, StartDate, ...described } = scheduleSchema.parse(resources.properties(id));
  const { region, accountId } = resources.environment;
  const { State, ScheduleExpression, ScheduleExpressionTimezone } = described;
  const Name = resources.id(id).ref;
  return {
    Arn: `arn:${partition}:scheduler:${region}:${accountId}:schedule/${GroupName}/${Name}`,
    ...{ Name, GroupName, State, ScheduleExpression, ScheduleExpressionTimezone },
    ...(StartDate && { StartDate: Date.parse(StartDate) / 1000 }),
  };
}
