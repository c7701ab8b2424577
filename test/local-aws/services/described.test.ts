import {
  CloudFormationClient,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetAccountSettingsCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import type { Authorize } from '../../../local-aws/iam/access-control';
import { denial } from '../../../local-aws/iam/denial';
import { cloudFormation } from '../../../local-aws/services/cloudformation';
import { cloudWatch, type MetricAlarm } from '../../../local-aws/services/cloudwatch';
import { events } from '../../../local-aws/services/events';
import { kms } from '../../../local-aws/services/kms';
import { lambda } from '../../../local-aws/services/lambda';
import { logs } from '../../../local-aws/services/logs';
import { scheduler } from '../../../local-aws/services/scheduler';
import { sns } from '../../../local-aws/services/sns';
import { serve } from '../support/serve';

/** Lets nobody do anything. */
const authorize: Authorize = (_, { action, resource }) => {
  const principal = {
    type: 'role',
    roleArn: 'arn:aws:iam::111111111111:role/R',
    sessionName: 's',
    accountId: '111111111111',
  } as const;
  throw denial(
    { principal, action, resource },
    `because no identity-based policy allows the ${action} action`,
  );
};

const alarm = (AlarmName: string): MetricAlarm => ({
  AlarmName,
  AlarmArn: `arn:aws:cloudwatch:eu-west-1:111111111111:alarm:${AlarmName}`,
  ActionsEnabled: true,
  AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:Alarms'],
  StateValue: 'OK',
});

describe('cloudWatch', () => {
  it('describes the alarms that are named', async () => {
    const client = new CloudWatchClient(await serve(cloudWatch({ alarms: [alarm('one'), alarm('two')] })));
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['two', 'three'] }));
    expect(MetricAlarms).toEqual([alarm('two')]);
  });

  it('refuses a page of its own, and who may not ask, in its own words', async () => {
    const client = new CloudWatchClient(await serve(cloudWatch({})));
    await expect(client.send(new DescribeAlarmsCommand({ NextToken: 'x' }))).rejects.toThrow(/not supported/);
    const closed = new CloudWatchClient(await serve(cloudWatch({ authorize })));
    await expect(closed.send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('logs', () => {
  it('describes the resource policies', async () => {
    const logPolicies = [{ policyName: 'a', policyDocument: '{}' }];
    const client = new CloudWatchLogsClient(await serve(logs({ logPolicies })));
    const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));
    expect(resourcePolicies).toEqual(logPolicies);
  });

  it('tells who may not ask', async () => {
    const client = new CloudWatchLogsClient(await serve(logs({ authorize })));
    await expect(client.send(new DescribeResourcePoliciesCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('lambda', () => {
  it('tells the quota, and has no other operation', async () => {
    const client = new LambdaClient(await serve(lambda({})));
    const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit).toEqual({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 });
    await expect(client.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('GET /2015-03-31/functions of lambda'),
    });
  });

  it('tells who may not ask, with the status of Lambda', async () => {
    const client = new LambdaClient(await serve(lambda({ authorize })));
    await expect(client.send(new GetAccountSettingsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('lambda:GetAccountSettings'),
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('scheduler', () => {
  const schedule = {
    Arn: 'arn:aws:scheduler:eu-west-1:111111111111:schedule/default/Drift',
    Name: 'Drift',
    GroupName: 'default',
    State: 'ENABLED' as const,
    ScheduleExpression: 'rate(7 days)',
    ScheduleExpressionTimezone: 'UTC',
    StartDate: 1_795_824_000,
  };

  it('gets a schedule by its name and group', async () => {
    const client = new SchedulerClient(await serve(scheduler({ schedules: [schedule] })));
    const got = await client.send(new GetScheduleCommand({ Name: 'Drift' }));
    expect(got).toMatchObject({ ...schedule, StartDate: new Date('2026-11-28T00:00:00Z') });
    for (const wrong of [{ Name: 'Other' }, { Name: 'Drift', GroupName: 'other' }])
      await expect(client.send(new GetScheduleCommand(wrong))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        $metadata: { httpStatusCode: 404 },
      });
  });
});

describe('events', () => {
  const at = (region: string, resource: string) => `arn:aws:events:${region}:111111111111:${resource}`;
  const target = at('eu-west-1', 'event-bus/app');
  const rule = (region: string, bus = 'default') => ({
    Name: 'R',
    Arn: at(region, bus === 'default' ? 'rule/R' : `rule/${bus}/R`),
    EventBusName: bus,
    State: 'ENABLED',
    Targets: [{ Id: 'T', Arn: target, RoleArn: 'arn:aws:iam::111111111111:role/R' }],
  });
  const app = (accountId = '111111111111') =>
    events({
      rules: [rule('eu-west-1'), rule('eu-west-1', 'app')],
      eventBuses: [{ Name: 'app', Arn: target, Policy: '{}' }],
      accountOf: () => accountId,
    });

  it('tells of rules on either bus, their targets, and of a bus', async () => {
    const client = new EventBridgeClient(await serve(app()));
    const { Arn } = await client.send(new DescribeRuleCommand({ Name: 'R', EventBusName: 'app' }));
    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'R' }));
    const { RuleNames } = await client.send(new ListRuleNamesByTargetCommand({ TargetArn: target }));
    const bus = await client.send(new DescribeEventBusCommand({ Name: 'app' }));
    expect({ Arn, Targets, RuleNames }).toEqual({
      Arn: rule('eu-west-1', 'app').Arn,
      Targets: rule('eu-west-1').Targets,
      RuleNames: ['R'],
    });
    expect(bus).toMatchObject({ Name: 'app', Arn: target, Policy: '{}' });
  });

  it.each([
    ['another Region', '111111111111', 'us-east-1'],
    ['another account', '222222222222', 'eu-west-1'],
  ])('knows nothing of it in %s', async (_, accountId, region) => {
    const client = new EventBridgeClient({ ...(await serve(app(accountId))), region });
    const { RuleNames } = await client.send(new ListRuleNamesByTargetCommand({ TargetArn: target }));
    expect(RuleNames).toEqual([]);
    for (const command of [
      new DescribeRuleCommand({ Name: 'R' }),
      new DescribeEventBusCommand({ Name: 'app' }),
    ])
      await expect(client.send(command as DescribeRuleCommand)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
  });
});

describe('the other reads', () => {
  it('kms describes a key in the state that it is in', async () => {
    const key = { keyId: 'k', arn: 'arn:aws:kms:eu-west-1:111111111111:key/k', state: 'Disabled' as const };
    const client = new KMSClient(await serve(kms({ keys: [key] })));
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: 'k' }));
    expect(KeyMetadata).toMatchObject({ Arn: key.arn, KeyState: 'Disabled', Enabled: false });
  });

  it('sns tells how a subscription was confirmed', async () => {
    const subscription = { endpoint: 'ann@example.com', confirmed: true, authenticated: true };
    const topics = [{ arn: 'arn:aws:sns:eu-west-1:111111111111:T', subscriptions: [subscription] }];
    const client = new SNSClient(await serve(sns({ topics, deliver: () => undefined })));
    const { Subscriptions } = await client.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topics[0]?.arn }),
    );
    const SubscriptionArn = Subscriptions?.[0]?.SubscriptionArn;
    const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ ConfirmationWasAuthenticated: 'true', PendingConfirmation: 'false' });
  });

  it('cloudFormation lists the resources of a stack page by page, and gives its template', async () => {
    const resources = Array.from({ length: 130 }, (_, index) => ({
      LogicalResourceId: `L${index}`,
      PhysicalResourceId: `p${index}`,
      ResourceType: 'AWS::SNS::Topic',
    }));
    const id = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/Purge/local';
    const stack = {
      name: 'Purge',
      id,
      outputs: {},
      resources: () => resources,
      templateBody: () => '{"a": "<&>"}',
    };
    const client = new CloudFormationClient(await serve(cloudFormation({ stacks: [stack] })));
    const pages = [];
    for await (const page of paginateListStackResources({ client }, { StackName: 'Purge' })) pages.push(page);
    const listed = pages.flatMap(({ StackResourceSummaries = [] }) => StackResourceSummaries);
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'Purge' }));
    expect(listed).toMatchObject(resources);
    expect([pages.length, TemplateBody]).toEqual([2, '{"a": "<&>"}']);
  });
});
