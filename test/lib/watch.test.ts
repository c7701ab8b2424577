import { describe, expect, it } from 'vitest';
import { eventPattern, type JsonObject } from '../../local-aws';
import { synthesize } from './support/synthesized';
import { topologies } from './support/topologies';

const { template } = synthesize(topologies['the delegated administrator account']);

interface Alarm {
  AlarmActions: string[];
  Threshold: number;
  MetricName?: string;
  Metrics?: { MetricStat?: { Metric: { MetricName: string } } }[];
}

const topicPolicies = template.resources<{ PolicyDocument: { Statement: JsonObject[] } }>(
  'AWS::SNS::TopicPolicy',
);
const alarms = Object.entries(template.resources<Alarm>('AWS::CloudWatch::Alarm'));

describe('alarms', () => {
  it('are about executions, emails and functions, and all tell the same people', () => {
    const told = alarms.map(([name, { Properties }]) => {
      const summed = (Properties.Metrics ?? []).flatMap(
        ({ MetricStat }) => MetricStat?.Metric.MetricName ?? [],
      );
      const metrics = Properties.MetricName ?? `${summed.length} x ${[...new Set(summed)]}`;
      return [name, `${metrics} >= ${Properties.Threshold}`];
    });
    expect(Object.fromEntries(told)).toEqual({
      AlarmsExecutionsFailed: 'ExecutionsFailed >= 1',
      AlarmsExecutionsTimedOut: 'ExecutionsTimedOut >= 1',
      AlarmsTasksFailed: 'ExecutionsFailed >= 1',
      AlarmsTasksTimedOut: 'ExecutionsTimedOut >= 1',
      AlarmsRootCredentialsBack: 'RootCredentialsBack >= 1',
      AlarmsRootCredentialsFound: 'RootCredentialsFound >= 1',
      AlarmsAccountsUnknownForLong: 'LongestUnknownRuns >= 3',
      AlarmsApprovalEmailsFailed: '2 x NumberOfNotificationsFailed >= 1',
      AlarmsFunctionsFailing: '9 x Errors >= 1',
      AlarmsFunctionsThrottled: '9 x Throttles >= 1',
      AlarmsAccountStagesFailing: '8 x Errors >= 11',
      AlarmsAccountStagesThrottled: '8 x Throttles >= 1',
      AlarmsTaskFunctionsFailing: '3 x Errors >= 1',
      AlarmsTaskFunctionsThrottled: '3 x Throttles >= 1',
      AlarmsTargetStagesFailing: '10 x Errors >= 11',
      AlarmsTargetStagesThrottled: '10 x Throttles >= 1',
      AlarmsAssumeRootByOthers: 'Invocations >= 1',
    });
    expect(new Set(alarms.flatMap(([, { Properties }]) => Properties.AlarmActions))).toEqual(
      new Set(['{AlarmsTopic}']),
    );
  });

  it('add up no more metrics than CloudWatch does in an alarm', () => {
    const summed = alarms.map(([, { Properties }]) =>
      Properties.Metrics?.filter(({ MetricStat }) => MetricStat),
    );
    expect(Math.max(...summed.map((metrics) => metrics?.length ?? 0))).toBeLessThanOrEqual(10);
    const functions = Object.keys(template.resources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(30);
  });

  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
  it('lets EventBridge publish without a condition, which it would not pass', () => {
    const { Statement = [] } = topicPolicies.AssumeRootAlertCallsPolicy?.Properties.PolicyDocument ?? {};
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish' }),
    ]);
    expect(allowed[0]).not.toHaveProperty('Condition');
  });

  it('are published over TLS alone, by the alarms of this account and by roles of it', () => {
    expect(topicPolicies.AlarmsTopicPolicy?.Properties.PolicyDocument.Statement).toEqual([
      {
        Sid: 'AllowPublishThroughSSLOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: '{AlarmsTopic}',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'AlarmsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: '{AlarmsTopic}',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '{AWS::AccountId}' },
          ArnLike: { 'aws:SourceArn': 'arn:{AWS::Partition}:cloudwatch:eu-west-1:444455556666:alarm:*' },
        },
      },
    ]);
  });
});

describe('the alert about root sessions', () => {
  const { Properties } = Object.values(
    template.resources<{ EventPattern: JsonObject; State: string; Targets: JsonObject[] }>(
      'AWS::Events::Rule',
    ),
  ).find(({ Properties }) => JSON.stringify(Properties.EventPattern).includes('AssumeRoot')) ?? {
    Properties: { EventPattern: {}, State: '', Targets: [] },
  };
  const matches = eventPattern(Properties.EventPattern);
  const call = (eventName: string, sessionIssuer?: JsonObject): JsonObject => ({
    source: 'aws.sts',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: {
      eventSource: 'sts.amazonaws.com',
      eventName,
      userIdentity: sessionIssuer ? { sessionContext: { sessionIssuer } } : { type: 'IAMUser' },
    },
  });

  it.each<[string, JsonObject, boolean]>([
    ['another role', call('AssumeRoot', { arn: 'arn:aws:iam::444455556666:role/Admin' }), true],
    ['an IAM user', call('AssumeRoot'), true],
    [
      'the role that inspects',
      call('AssumeRoot', { arn: '{PurgeWorkflowAssumeRootToInspectRole.Arn}' }),
      false,
    ],
    ['the role that purges', call('AssumeRoot', { arn: '{PurgeWorkflowAssumeRootToPurgeRole.Arn}' }), false],
    [
      'a role of a privileged task',
      call('AssumeRoot', { arn: '{PrivilegedTasksAssumeRootToUnlockBucketRole.Arn}' }),
      false,
    ],
    ['another call', call('AssumeRole', { arn: 'arn:aws:iam::444455556666:role/Admin' }), false],
  ])('looks at %s', (_, event, expected) => {
    expect(matches(event)).toBe(expected);
  });

  it('gets read-only calls too, and counts them instead of mailing each', () => {
    expect(Properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    const topic = '{AssumeRootAlertCalls}';
    expect(Properties.Targets).toEqual([{ Arn: topic, Id: 'Target0' }]);
    const subscribed = Object.values(template.resources<{ TopicArn: string }>('AWS::SNS::Subscription'));
    expect(subscribed.map(({ Properties: { TopicArn } }) => TopicArn)).not.toContain(topic);
    expect(Object.fromEntries(alarms).AlarmsAssumeRootByOthers?.Properties).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'RuleName', Value: expect.stringMatching(/^\{AssumeRootAlertRule/) }],
    });
  });
});

it('the dashboard shows what the functions count, and the calls of those that open root sessions', () => {
  const { DashboardBody } = template.properties<{ DashboardBody: string }>('AWS::CloudWatch::Dashboard');
  for (const metric of [
    'AccountsWithoutRootCredentials',
    'AccountsWithRootCredentials',
    'AccountsUnknown',
    'CredentialsPendingApproval',
    'CredentialsDeleted',
    '{PurgeWorkflowAssumeRootToInspect}',
    '{PurgeWorkflowAssumeRootToPurge}',
    '{PrivilegedTasksAssumeRootToAllowPasswordRecovery}',
    '{PrivilegedTasksStateMachine}',
  ])
    expect(DashboardBody).toContain(metric);
});
