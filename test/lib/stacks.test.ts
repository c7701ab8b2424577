import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ReadableTemplate } from './support/readable-template';
import { createApp } from './support/synthesized';
import { delegatedAccountId, managementAccountId, topologies } from './support/topologies';

interface Rule {
  EventBusName?: string;
  EventPattern: { account?: string[]; source: string[] };
  Targets: { Arn: string; RoleArn?: string }[];
}

/** What of a topology is about starting executions, stack by stack. */
function startersIn(context: object) {
  const { app } = createApp({ ...context });
  const stacks = app.synth().stacks.map((stack) => {
    const template = new ReadableTemplate(Template.fromJSON(stack.template));
    const rules = Object.values(template.resources<Rule>('AWS::Events::Rule'))
      .map(({ Properties }) => Properties)
      .filter(({ EventPattern }) => EventPattern.source.includes('aws.organizations'));
    const { account, region } = stack.environment;
    return [
      `${stack.stackName} in ${account}/${region}`,
      {
        rules: rules.map(
          ({ EventBusName = 'default', Targets: [target] }) => `${EventBusName} -> ${target?.Arn}`,
        ),
        accounts: [...new Set(rules.flatMap(({ EventPattern }) => EventPattern.account ?? []))],
        buses: Object.keys(template.resources('AWS::Events::EventBus')),
        schedules: Object.keys(template.resources('AWS::Scheduler::Schedule')),
      },
    ];
  });
  return Object.fromEntries(stacks);
}

const toFunction = '{AccountTriggerStartForAccount.Arn}';
const nothing = { rules: [], accounts: [], buses: [], schedules: [] };
const accounts = [managementAccountId];
const forwardTo = (account: string) =>
  `default -> arn:{AWS::Partition}:events:eu-west-1:${account}:event-bus/root-credential-purge`;

describe('the stacks of', () => {
  it('the app alone start nothing by themselves', () => {
    expect(startersIn({})).toEqual({ 'RootCredentialPurge in unknown-account/unknown-region': nothing });
  });

  it('the management account in us-east-1 are one, with a rule on the default bus', () => {
    expect(startersIn(topologies['the management account in us-east-1'])).toEqual({
      [`RootCredentialPurge in ${managementAccountId}/us-east-1`]: {
        ...nothing,
        rules: [`default -> ${toFunction}`],
        accounts,
      },
    });
  });

  it('the management account in the home Region of Control Tower are two, and both sources start executions', () => {
    expect(startersIn(topologies['the management account in another Region'])).toEqual({
      [`RootCredentialPurge in ${managementAccountId}/eu-west-1`]: {
        ...nothing,
        rules: [`default -> ${toFunction}`, `{AccountTriggerBus} -> ${toFunction}`],
        accounts,
        buses: ['AccountTriggerBus'],
      },
      [`RootCredentialPurgeEvents-us-east-1 in ${managementAccountId}/us-east-1`]: {
        ...nothing,
        rules: [forwardTo(managementAccountId)],
        accounts,
      },
    });
  });

  it('the delegated administrator account are one there, and one in each Region that sends events', () => {
    expect(startersIn(topologies['the delegated administrator account'])).toEqual({
      [`RootCredentialPurge in ${delegatedAccountId}/eu-west-1`]: {
        rules: [`{AccountTriggerBus} -> ${toFunction}`],
        accounts,
        buses: ['AccountTriggerBus'],
        schedules: ['DriftCheckSchedule'],
      },
      ...Object.fromEntries(
        ['us-east-1', 'eu-central-1'].map((region) => [
          `RootCredentialPurgeEvents-${region} in ${managementAccountId}/${region}`,
          { ...nothing, rules: [forwardTo(delegatedAccountId)], accounts },
        ]),
      ),
    });
  });

  it('a schedule without events are one', () => {
    expect(startersIn(topologies['a schedule and no events'])).toEqual({
      'RootCredentialPurge in unknown-account/unknown-region': {
        ...nothing,
        schedules: ['DriftCheckSchedule'],
      },
    });
  });
});
