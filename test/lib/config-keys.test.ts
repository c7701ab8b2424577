import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { Context } from '../../lib/config-schema';
import { ReadableTemplate } from './support/readable-template';
import { keysOf } from './support/schema-keys';
import { createApp } from './support/synthesized';
import { everyKey } from './support/topologies';

/** What people configure, and what of it is found in the templates: the wire between them. */
function synthesize(context: Record<string, unknown>) {
  const { app } = createApp(context);
  const stacks = app.node.children.filter((child) => child instanceof Stack);
  return stacks.map((stack) => ({ stack, template: new ReadableTemplate(Template.fromStack(stack)) }));
}
type Stacks = ReturnType<typeof synthesize>;

const appOf = ([app]: Stacks) => {
  if (!app) throw new Error('There is no stack.');
  return app;
};
type Properties = Record<string, unknown>;
const all = (stacks: Stacks, type: string): Properties[] =>
  stacks.flatMap(({ template }) =>
    Object.values(template.resources(type)).map(({ Properties }) => Properties),
  );
const one = (stacks: Stacks, type: string, name: string): Properties =>
  appOf(stacks).template.resources(type)[name]?.Properties ?? {};

/** A field of the properties, however deep, for instance `Target.Input`. */
const field = (properties: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      properties,
    );

const variable = (stacks: Stacks, name: string, key: string) =>
  field(one(stacks, 'AWS::Lambda::Function', name), `Environment.Variables.${key}`);
const subscribed = (stacks: Stacks, topic: string) =>
  all(stacks, 'AWS::SNS::Subscription')
    .filter(({ TopicArn }) => String(TopicArn).startsWith(`{${topic}`))
    .map(({ Endpoint }) => Endpoint);
const ofBothMachines = (stacks: Stacks, path: string) =>
  all(stacks, 'AWS::StepFunctions::StateMachine').map((machine) => field(machine, path));
const bucket = (stacks: Stacks) => one(stacks, 'AWS::S3::Bucket', 'RunStoreBucket');
const schedule = (stacks: Stacks) => one(stacks, 'AWS::Scheduler::Schedule', 'DriftCheckSchedule');
const scheduledInput = (stacks: Stacks) =>
  JSON.parse(String(field(schedule(stacks), 'Target.Input') ?? '{}'));
const exceptions = (stacks: Stacks): Properties[] =>
  JSON.parse(String(variable(stacks, 'PurgeWorkflowPlanPurge', 'STANDING_EXCEPTIONS')));
const rules = (stacks: Stacks, key: string) =>
  ['PurgeWorkflowRequestApproval', 'PurgeWorkflowCloseApproval'].map(
    (name) => JSON.parse(String(variable(stacks, name, 'APPROVAL_RULES') ?? '{}'))[key],
  );
const targetsOfForwarding = ([, ...forwarding]: Stacks) =>
  all(forwarding, 'AWS::Events::Rule').map(({ Targets }) => field(Targets, '0.Arn'));
const eventRules = (stacks: Stacks) =>
  all(stacks, 'AWS::Events::Rule').filter(({ EventPattern }) =>
    String(field(EventPattern, 'source')).includes('aws.organizations'),
  );

const bus = 'arn:{AWS::Partition}:events:eu-west-1:444455556666:event-bus/root-credential-purge';
const excluded = JSON.stringify(everyKey.excludedAccounts);
const [exception] = everyKey.exceptions;

/** Where each key lands, and what is there when it has the value of `everyKey`. */
const table: Record<string, [(stacks: Stacks) => unknown, unknown]> = {
  approvers: [
    (stacks) => ({
      subscribed: subscribed(stacks, 'ApproversTopic'),
      asked: variable(stacks, 'PurgeWorkflowRequestApproval', 'APPROVERS'),
    }),
    {
      subscribed: ['carol@corp.example', 'dave@corp.example'],
      asked: 'carol@corp.example,dave@corp.example',
    },
  ],
  'approvals.required': [(stacks) => rules(stacks, 'required'), [2, 2]],
  'approvals.for': [(stacks) => rules(stacks, 'for'), Array(2).fill('used-lately-and-tasks')],
  requester: [(stacks) => rules(stacks, 'requester'), Array(2).fill('may-not-approve')],
  people: [(stacks) => rules(stacks, 'people'), [everyKey.people, everyKey.people]],
  alarmEmails: [(stacks) => subscribed(stacks, 'AlarmsTopic'), ['erin@corp.example', 'frank@corp.example']],
  approvalTimeoutHours: [
    (stacks) => ofBothMachines(stacks, 'DefinitionSubstitutions.ApprovalTimeoutSeconds'),
    ['19800', '19800'],
  ],
  concurrency: [(stacks) => ofBothMachines(stacks, 'DefinitionSubstitutions.Concurrency'), ['7', '7']],
  account: [
    (stacks) => [appOf(stacks).stack.account, targetsOfForwarding(stacks)],
    ['444455556666', [bus, bus]],
  ],
  region: [(stacks) => [appOf(stacks).stack.region, targetsOfForwarding(stacks)], ['eu-west-1', [bus, bus]]],
  'organizationEvents.managementAccountId': [
    (stacks) => ({
      patterns: eventRules(stacks).map(({ EventPattern }) => field(EventPattern, 'account')),
      allowed: all(stacks, 'AWS::Events::EventBusPolicy').map((policy) =>
        field(policy, 'Statement.Principal'),
      ),
      told: variable(stacks, 'AccountTriggerStartForAccount', 'MANAGEMENT_ACCOUNT_ID'),
      forwarding: stacks.slice(1).map(({ stack }) => stack.account),
    }),
    {
      patterns: [['111122223333'], ['111122223333'], ['111122223333']],
      allowed: [{ AWS: 'arn:{AWS::Partition}:iam::111122223333:root' }],
      told: '111122223333',
      forwarding: ['111122223333', '111122223333'],
    },
  ],
  'organizationEvents.controlTowerRegion': [
    (stacks) => stacks.slice(1).map(({ stack }) => stack.region),
    ['us-east-1', 'eu-central-1'],
  ],
  'schedule.expression': [
    (stacks) => [field(schedule(stacks), 'ScheduleExpression'), scheduledInput(stacks).reason],
    ['cron(0 6 ? * MON *)', 'Scheduled drift check, cron(0 6 ? * MON *)'],
  ],
  'schedule.timezone': [(stacks) => field(schedule(stacks), 'ScheduleExpressionTimezone'), 'Europe/Berlin'],
  'schedule.mode': [(stacks) => scheduledInput(stacks).mode, 'purge'],
  excludedAccounts: [
    (stacks) => ({
      purge: variable(stacks, 'PurgeWorkflowListAccounts', 'EXCLUDED_ACCOUNTS'),
      tasks: variable(stacks, 'PrivilegedTasksResolveTask', 'EXCLUDED_ACCOUNTS'),
    }),
    { purge: excluded, tasks: excluded },
  ],
  ...Object.fromEntries(
    Object.entries(exception).map(([key, value]) => [
      `exceptions.${key}`,
      [(stacks: Stacks) => exceptions(stacks).map((each) => each[key]), [value]],
    ]),
  ),
  chatTopic: [
    (stacks) =>
      all(stacks, 'AWS::Events::Rule').filter(({ Description }) => String(Description).includes('chat'))
        .length,
    1,
  ],
  'approvalDomain.name': [
    (stacks) => ({
      named: all(stacks, 'AWS::ApiGatewayV2::DomainName').map(({ DomainName }) => DomainName),
      linked: variable(stacks, 'PurgeWorkflowRequestApproval', 'APPROVAL_URL'),
      otherwise: all(stacks, 'AWS::ApiGatewayV2::Api').map((api) => field(api, 'DisableExecuteApiEndpoint')),
    }),
    { named: ['approve.corp.example'], linked: 'https://approve.corp.example', otherwise: [true] },
  ],
  'approvalDomain.certificateArn': [
    (stacks) =>
      all(stacks, 'AWS::ApiGatewayV2::DomainName').map((domain) =>
        field(domain, 'DomainNameConfigurations.0.CertificateArn'),
      ),
    [everyKey.approvalDomain.certificateArn],
  ],
  'approvalDomain.hostedZoneId': [
    (stacks) => all(stacks, 'AWS::Route53::RecordSet').map(({ Name, HostedZoneId }) => [Name, HostedZoneId]),
    [['approve.corp.example', 'Z0123456789ABCDEFGHIJ']],
  ],
  iamApprovals: [
    (stacks) => ({
      asking: ['PurgeWorkflowRequestApproval', 'PurgeWorkflowCloseApproval'].map((name) =>
        variable(stacks, name, 'IAM_APPROVALS'),
      ),
      signed: all(stacks, 'AWS::ApiGatewayV2::Route')
        .filter(({ AuthorizationType }) => AuthorizationType === 'AWS_IAM')
        .map(({ RouteKey }) => RouteKey),
    }),
    { asking: ['true', 'true'], signed: ['POST /iam/decision'] },
  ],
  signReports: [
    (stacks) =>
      ['PurgeWorkflowWriteReport', 'PrivilegedTasksReportTask'].map((name) =>
        variable(stacks, name, 'SIGNING_KEY_ARN'),
      ),
    ['{SigningKey.Arn}', '{SigningKey.Arn}'],
  ],
  'signIn.issuer': [
    (stacks) =>
      ['ApprovalApi', 'SignIn', 'PurgeWorkflowRequestApproval', 'PurgeWorkflowCloseApproval'].map((name) =>
        variable(stacks, name, 'SIGN_IN_ISSUER'),
      ),
    Array(4).fill(everyKey.signIn.issuer),
  ],
  'signIn.clientId': [(stacks) => variable(stacks, 'SignIn', 'SIGN_IN_CLIENT_ID'), everyKey.signIn.clientId],
  'signIn.clientSecretArn': [
    (stacks) => ({
      told: variable(stacks, 'SignIn', 'SIGN_IN_SECRET_ARN'),
      readable: Object.entries(appOf(stacks).template.resources('AWS::IAM::Policy'))
        .filter(([, policy]) => JSON.stringify(policy).includes(everyKey.signIn.clientSecretArn))
        .map(([name]) => name),
    }),
    { told: everyKey.signIn.clientSecretArn, readable: ['SignInSignInRoleDefaultPolicy'] },
  ],
  'signIn.approvers': [
    (stacks) => variable(stacks, 'ApprovalApi', 'SIGN_IN_APPROVERS'),
    JSON.stringify(everyKey.signIn.approvers),
  ],
  alarmAfterUnknownRuns: [
    (stacks) =>
      all(stacks, 'AWS::CloudWatch::Alarm')
        .filter(({ MetricName }) => MetricName === 'LongestUnknownRuns')
        .map(({ Threshold }) => Threshold),
    [5],
  ],
  logRetentionDays: [
    (stacks) => [
      ...new Set(all(stacks, 'AWS::Logs::LogGroup').map(({ RetentionInDays }) => RetentionInDays)),
    ],
    [90],
  ],
  runRetentionDays: [
    (stacks) => field(bucket(stacks), 'LifecycleConfiguration.Rules'),
    [
      {
        Prefix: 'runs/',
        Status: 'Enabled',
        ExpirationInDays: 400,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      },
      { Prefix: 'posture/', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
    ],
  ],
  'objectLock.mode': [
    (stacks) => field(bucket(stacks), 'ObjectLockConfiguration.Rule.DefaultRetention.Mode'),
    'COMPLIANCE',
  ],
  'objectLock.days': [
    (stacks) => field(bucket(stacks), 'ObjectLockConfiguration.Rule.DefaultRetention.Days'),
    300,
  ],
  executionDataKeyArn: [
    (stacks) => ({
      encrypting: ofBothMachines(stacks, 'EncryptionConfiguration.KmsKeyId'),
      own: Object.keys(appOf(stacks).template.resources('AWS::KMS::Key')),
      usable: Object.entries(appOf(stacks).template.resources('AWS::IAM::Policy'))
        .filter(([, policy]) => JSON.stringify(policy).includes(everyKey.executionDataKeyArn))
        .map(([name]) => name),
    }),
    {
      encrypting: [everyKey.executionDataKeyArn, everyKey.executionDataKeyArn],
      own: ['SealingKey', 'SigningKey'],
      usable: [
        'PurgeWorkflowRoleDefaultPolicy',
        'PurgeWorkflowOwnExecutionsPolicy',
        'PrivilegedTasksRoleDefaultPolicy',
        'PrivilegedTasksOwnExecutionsPolicy',
      ],
    },
  ],
};

describe('the configuration', () => {
  const configured = synthesize(everyKey);
  const byDefault = synthesize({});

  it('has a row for each of its keys, and no row without a key', () => {
    expect(Object.keys(table).sort()).toEqual(keysOf(Context).sort());
  });

  it.each(Object.entries(table))('%s is in the template where it counts', (_, [landed, expected]) => {
    expect(landed(configured)).toEqual(expected);
  });

  it.each(Object.entries(table))(
    '%s is set to something else than its default here',
    (_, [landed, expected]) => {
      expect(landed(byDefault)).not.toEqual(expected);
    },
  );
});
