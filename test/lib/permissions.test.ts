import { describe, expect, it } from 'vitest';
import { permissions } from './support/permissions';
import { synthesize } from './support/synthesized';
import { delegatedAccountId, managementAccountId, topologies } from './support/topologies';

// With everything that can start executions, so that there is every role.
const { template } = synthesize(topologies['the delegated administrator account']);
const granted = permissions(template);

const runs = '{RunStoreBucket.Arn}/runs/*';
const runOnly = 'kms:EncryptionContext:run Null false';
const taskToken = `{SealingKey.Arn} if kms:EncryptionContext:purpose StringEquals task-token and ${runOnly}`;
const rootSession = `{SealingKey.Arn} if kms:EncryptionContext:purpose StringEquals root-session and ${runOnly} and kms:EncryptionContext:accountId Null false`;
const assumeRoot = (taskPolicy: string) =>
  `sts:AssumeRoot on arn:{AWS::Partition}:iam::*:root if sts:TaskPolicyArn ArnEquals arn:{AWS::Partition}:iam::aws:policy/root-task/${taskPolicy}`;
const opensRootSession = (taskPolicy: string) => [
  assumeRoot(taskPolicy),
  `kms:GenerateDataKey on ${rootSession}`,
];
const usesRootSession = [`kms:Decrypt on ${rootSession}`];
const asksApprovers = [
  'sns:ListSubscriptionsByTopic on arn:{AWS::Partition}:sns:eu-west-1:444455556666:{AWS::StackName}-approver-*',
  'sns:Publish on arn:{AWS::Partition}:sns:eu-west-1:444455556666:{AWS::StackName}-approver-*',
  `s3:GetObject on ${runs}/plan.json`,
  `s3:GetObject on ${runs}/approval.json`,
  `s3:GetObject on ${runs}/decision.json`,
  's3:ListBucket on {RunStoreBucket.Arn}',
  `s3:PutObject on ${runs}/approval.json`,
  `kms:GenerateDataKey on ${taskToken}`,
];

/** What each function may do, besides writing its own log and its own traces. */
const functions: Record<string, string[]> = {
  PurgeWorkflowListAccounts: [
    'organizations:DescribeOrganization on *',
    'organizations:ListAccounts on *',
    'organizations:ListAccountsForParent on *',
    'organizations:ListOrganizationalUnitsForParent on *',
    's3:GetObject on {RunStoreBucket.Arn}/input/*',
    `s3:GetObject on ${runs}/accounts.json`,
    `s3:GetObject on ${runs}/task.json`,
    's3:ListBucket on {RunStoreBucket.Arn}',
    `s3:PutObject on ${runs}/accounts.json`,
  ],
  PurgeWorkflowAssumeRootToInspect: opensRootSession('IAMAuditRootUserCredentials'),
  PurgeWorkflowInspectCredentials: usesRootSession,
  PurgeWorkflowPlanPurge: [
    `s3:GetObject on ${runs}/accounts.json`,
    `s3:GetObject on ${runs}/plan.json`,
    `s3:GetObject on ${runs}/inspection/*`,
    `s3:PutObject on ${runs}/plan.json`,
  ],
  PurgeWorkflowRequestApproval: asksApprovers,
  PurgeWorkflowRemindApprovers: asksApprovers,
  ApprovalApiApprovalApi: [
    `s3:GetObject on ${runs}/plan.json`,
    `s3:GetObject on ${runs}/approval.json`,
    `s3:GetObject on ${runs}/decision.json`,
    `s3:GetObject on ${runs}/report.*`,
    's3:ListBucket on {RunStoreBucket.Arn}',
    `s3:PutObject on ${runs}/decision.json`,
    'lambda:InvokeFunction on {DecisionDeliveryDeliverDecision.Arn}',
  ],
  DecisionDeliveryDeliverDecision: [
    `s3:GetObject on ${runs}/approval.json`,
    `s3:GetObject on ${runs}/decision.json`,
    `kms:Decrypt on ${taskToken}`,
    'states:SendTaskSuccess on {PurgeWorkflowStateMachine}',
    'states:SendTaskSuccess on {PrivilegedTasksStateMachine}',
  ],
  AccountTriggerStartForAccount: [
    `organizations:DescribeAccount on arn:{AWS::Partition}:organizations::${managementAccountId}:account/o-*/*`,
    'states:StartExecution on {PurgeWorkflowStateMachine}',
    'sns:Publish on {AlarmsTopic}',
  ],
  PurgeWorkflowCloseApproval: [
    `s3:GetObject on ${runs}/plan.json`,
    `s3:GetObject on ${runs}/decision.json`,
    's3:ListBucket on {RunStoreBucket.Arn}',
    `s3:PutObject on ${runs}/decision.json`,
    `s3:PutObject on ${runs}/approved.json`,
  ],
  PurgeWorkflowAssumeRootToPurge: [
    `s3:GetObject on ${runs}/accounts.json`,
    assumeRoot('IAMDeleteRootUserCredentials'),
    `kms:GenerateDataKey on ${rootSession}`,
  ],
  PurgeWorkflowDeleteSigningCertificates: usesRootSession,
  PurgeWorkflowDeleteAccessKeys: usesRootSession,
  PurgeWorkflowDeleteLoginProfile: usesRootSession,
  PurgeWorkflowDeactivateMfaDevices: usesRootSession,
  PurgeWorkflowVerifyAccount: usesRootSession,
  PurgeWorkflowWriteReport: [
    `s3:GetObject on ${runs}/accounts.json`,
    `s3:GetObject on ${runs}/plan.json`,
    `s3:GetObject on ${runs}/decision.json`,
    `s3:GetObject on ${runs}/approved.json`,
    `s3:GetObject on ${runs}/approval.json`,
    `s3:GetObject on ${runs}/inspection/*`,
    `s3:GetObject on ${runs}/purge/*`,
    `s3:GetObject on ${runs}/report.json`,
    's3:GetObject on {RunStoreBucket.Arn}/posture/*',
    's3:PutObject on {RunStoreBucket.Arn}/posture/*',
    's3:ListBucket on {RunStoreBucket.Arn}',
    `s3:PutObject on ${runs}/SHA256SUMS`,
    `s3:PutObject on ${runs}/report.json`,
    `s3:PutObject on ${runs}/report.csv`,
    `s3:PutObject on ${runs}/report.html`,
    'cloudtrail:LookupEvents on *',
  ],
  PrivilegedTasksResolveTask: [
    'organizations:DescribeOrganization on *',
    'organizations:DescribeAccount on arn:{AWS::Partition}:organizations::*:account/o-*/*',
    `s3:GetObject on ${runs}/task.json`,
    `s3:PutObject on ${runs}/task.json`,
  ],
  PrivilegedTasksPlanTask: [
    `s3:GetObject on ${runs}/task.json`,
    `s3:PutObject on ${runs}/policy.json`,
    `s3:PutObject on ${runs}/plan.json`,
  ],
  PrivilegedTasksAssumeRootToReadBucketPolicy: opensRootSession('S3UnlockBucketPolicy'),
  PrivilegedTasksAssumeRootToReadQueuePolicy: opensRootSession('SQSUnlockQueuePolicy'),
  PrivilegedTasksAssumeRootToAllowPasswordRecovery: opensRootSession('IAMCreateRootUserPassword'),
  PrivilegedTasksAssumeRootToUnlockBucket: opensRootSession('S3UnlockBucketPolicy'),
  PrivilegedTasksAssumeRootToUnlockQueue: opensRootSession('SQSUnlockQueuePolicy'),
  PrivilegedTasksReadBucketPolicy: usesRootSession,
  PrivilegedTasksReadQueuePolicy: usesRootSession,
  PrivilegedTasksAllowPasswordRecovery: usesRootSession,
  PrivilegedTasksDeleteBucketPolicy: usesRootSession,
  PrivilegedTasksDeleteQueuePolicy: usesRootSession,
  PrivilegedTasksReportTask: [
    `s3:GetObject on ${runs}/task.json`,
    `s3:GetObject on ${runs}/policy.json`,
    `s3:GetObject on ${runs}/approved.json`,
    `s3:GetObject on ${runs}/plan.json`,
    `s3:GetObject on ${runs}/decision.json`,
    `s3:GetObject on ${runs}/approval.json`,
    `s3:GetObject on ${runs}/report.json`,
    's3:ListBucket on {RunStoreBucket.Arn}',
    `s3:PutObject on ${runs}/SHA256SUMS`,
    `s3:PutObject on ${runs}/report.json`,
    `s3:PutObject on ${runs}/report.html`,
    'cloudtrail:LookupEvents on *',
  ],
};

const traces = ['xray:PutTraceSegments on *', 'xray:PutTelemetryRecords on *'];
const executionDataKey = '{PurgeWorkflowExecutionDataKey.Arn} if kms:EncryptionContext';
const arn = (service: string) => `arn:{AWS::Partition}:${service}:eu-west-1:${delegatedAccountId}`;
const executions = `${arn('states')}:execution:{PurgeWorkflowStateMachine.Name}`;
const thisStateMachine =
  'aws:states:stateMachineArn StringLike {PurgeWorkflowStateMachine} | {PurgeWorkflowStateMachine}/*';

/** What every state machine's role may do. */
const common = [
  // The CDK's own grant, of no effect: it was made for state machines whose name is known at synthesis.
  ...['kms:Decrypt', 'kms:GenerateDataKey'].map(
    (action) =>
      `${action} on ${executionDataKey}:aws:states:stateMachineArn StringEquals ${arn('states')}:stateMachine:`,
  ),
  // Log delivery: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
  `kms:GenerateDataKey on ${executionDataKey}:SourceArn StringEquals ${arn('logs')}:*`,
  'logs:CreateLogDelivery on *',
  'logs:GetLogDelivery on *',
  'logs:UpdateLogDelivery on *',
  'logs:DeleteLogDelivery on *',
  'logs:ListLogDeliveries on *',
  'logs:PutResourcePolicy on *',
  'logs:DescribeResourcePolicies on *',
  'logs:DescribeLogGroups on *',
  // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
  ...traces,
  'xray:GetSamplingRules on *',
  'xray:GetSamplingTargets on *',
];

const executionRole = [
  ...Object.keys(functions)
    .filter((name) => name.startsWith('PurgeWorkflow'))
    .map((name) => `lambda:InvokeFunction on {${name}.Arn}`),
  'sns:Publish on arn:{AWS::Partition}:sns:eu-west-1:444455556666:{AWS::StackName}-approver-*',
  'events:PutEvents on arn:{AWS::Partition}:events:eu-west-1:444455556666:event-bus/default',
  // ItemReader and ResultWriter of both maps.
  `s3:GetObject on ${runs}/accounts.json`,
  `s3:GetObject on ${runs}/approved.json`,
  ...['inspection', 'purge'].flatMap((folder) => [
    `s3:PutObject on ${runs}/${folder}/*`,
    `s3:GetObject on ${runs}/${folder}/*`,
    `s3:ListMultipartUploadParts on ${runs}/${folder}/*`,
    `s3:AbortMultipartUpload on ${runs}/${folder}/*`,
  ]),
  // The maps' count of finished children, for the approval page.
  `s3:PutObject on ${runs}/progress/*`,
  'states:StartExecution on {PurgeWorkflowStateMachine}',
  ...['DescribeExecution', 'StopExecution', 'RedriveExecution'].flatMap((action) => [
    `states:${action} on ${executions}:*`,
    `states:${action} on ${executions}/*`,
  ]),
  `kms:Decrypt on ${executionDataKey}:${thisStateMachine}`,
  `kms:GenerateDataKey on ${executionDataKey}:${thisStateMachine}`,
  ...common,
];

/** The privileged tasks share functions with the purge, and start it. */
const tasksRole = [
  ...Object.keys(functions)
    .filter((name) => name.startsWith('PrivilegedTasks'))
    .map((name) => `lambda:InvokeFunction on {${name}.Arn}`),
  ...['RequestApproval', 'RemindApprovers', 'CloseApproval', 'AssumeRootToInspect', 'InspectCredentials'].map(
    (name) => `lambda:InvokeFunction on {PurgeWorkflow${name}.Arn}`,
  ),
  'sns:Publish on arn:{AWS::Partition}:sns:eu-west-1:444455556666:{AWS::StackName}-approver-*',
  'events:PutEvents on arn:{AWS::Partition}:events:eu-west-1:444455556666:event-bus/default',
  'states:StartExecution on {PurgeWorkflowStateMachine}',
  `states:DescribeExecution on ${executions}:reseal-*`,
  `states:StopExecution on ${executions}:reseal-*`,
  // https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
  ...['PutTargets', 'PutRule', 'DescribeRule'].map(
    (action) =>
      `events:${action} on ${arn('events')}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`,
  ),
  // To describe an execution is to read its execution data.
  `kms:Decrypt on ${executionDataKey}:aws:states:stateMachineArn StringEquals {PurgeWorkflowStateMachine}`,
  ...['kms:Decrypt', 'kms:GenerateDataKey'].map(
    (action) =>
      `${action} on ${executionDataKey}:aws:states:stateMachineArn StringLike {PrivilegedTasksStateMachine}`,
  ),
  ...common,
];

/** The CDK makes one for each target of a schedule, and names it after the target. */
const scheduler = Object.keys(granted).find((role) => role.startsWith('SchedulerRole')) ?? '';

describe('permissions', () => {
  it.each(Object.entries(functions))('of %s are these and no others', (name, expected) => {
    const ownLog = ['CreateLogStream', 'PutLogEvents'].map((action) => `logs:${action} on {${name}Log.Arn}`);
    expect(granted[`${name}Role`]?.toSorted()).toEqual([...ownLog, ...traces, ...expected].sort());
  });

  it('of the state machine are these and no others', () => {
    expect(granted.PurgeWorkflowRole?.toSorted()).toEqual(executionRole.toSorted());
  });

  it('of the state machine of the privileged tasks are these and no others', () => {
    expect(granted.PrivilegedTasksRole?.toSorted()).toEqual(tasksRole.toSorted());
  });

  it('of the schedule are to start executions', () => {
    expect(granted[scheduler]).toEqual(['states:StartExecution on {PurgeWorkflowStateMachine}']);
  });

  it('are held by no other role', () => {
    const roles = [
      'PurgeWorkflowRole',
      'PrivilegedTasksRole',
      scheduler,
      ...Object.keys(functions).map((name) => `${name}Role`),
    ];
    expect(Object.keys(granted).sort()).toEqual(roles.sort());
  });

  it('come from no managed policy and from no policy inside a role', () => {
    const roles = Object.values(template.resources('AWS::IAM::Role'));
    expect(new Set(roles.flatMap(({ Properties }) => Object.keys(Properties)))).toEqual(
      new Set(['AssumeRolePolicyDocument']),
    );
  });

  it('to open a root session are seven, each for one task policy', () => {
    const holders = Object.entries(granted).filter(([, lines]) => lines.join().includes('sts:'));
    expect(holders.map(([role]) => role)).toEqual([
      'PurgeWorkflowAssumeRootToInspectRole',
      'PurgeWorkflowAssumeRootToPurgeRole',
      'PrivilegedTasksAssumeRootToAllowPasswordRecoveryRole',
      'PrivilegedTasksAssumeRootToReadBucketPolicyRole',
      'PrivilegedTasksAssumeRootToUnlockBucketRole',
      'PrivilegedTasksAssumeRootToReadQueuePolicyRole',
      'PrivilegedTasksAssumeRootToUnlockQueueRole',
    ]);
  });

  const all = Object.values(granted).flat();

  it('name their actions one by one', () => {
    expect(all.filter((line) => line.split(' on ')[0]?.includes('*'))).toEqual([]);
  });

  it('on everything are those that AWS knows for nothing less', () => {
    const onEverything = all.filter((line) => / on \*( if |$)/.test(line));
    expect(new Set(onEverything.map((line) => line.split(':')[0]))).toEqual(
      new Set(['organizations', 'cloudtrail', 'logs', 'xray']),
    );
  });
});

describe('roles', () => {
  it('are assumed by the one service that they are for', () => {
    const trusted = Object.entries(template.resources('AWS::IAM::Role')).map(([role, { Properties }]) => [
      role,
      Properties.AssumeRolePolicyDocument,
    ]);
    const by = (Service: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }],
    });
    expect(Object.fromEntries(trusted)).toEqual({
      ...Object.fromEntries(
        Object.keys(functions).map((name) => [`${name}Role`, by('lambda.amazonaws.com')]),
      ),
      PurgeWorkflowRole: by('states.amazonaws.com'),
      PrivilegedTasksRole: by('states.amazonaws.com'),
      [scheduler]: expect.objectContaining({
        Statement: [expect.objectContaining({ Principal: { Service: 'scheduler.amazonaws.com' } })],
      }),
    });
  });
});
