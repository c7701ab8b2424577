import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { unusedCredentialProviders } from '../../lib/lambda-bundles';
import { version } from '../../package.json';
import './support/own-folder';
import { approvers, synthesize } from './support/synthesized';
import { managementAccountId, topologies } from './support/topologies';

interface FunctionProperties {
  Code: { S3Key: string };
  Environment: { Variables: Record<string, string> };
  MemorySize: number;
  Timeout: number;
}

const { outdir, template } = synthesize(topologies['the delegated administrator account']);
const functions = Object.entries(template.resources<FunctionProperties>('AWS::Lambda::Function')).map(
  ([name, { Properties }]) => ({
    name: name.replace(
      /^(PurgeWorkflow|PrivilegedTasks|DecisionDelivery|AccountTrigger|ApprovalApi(?=A))/,
      '',
    ),
    resource: name,
    Properties,
  }),
);

/** The bundle that is deployed as this function. */
function bundleFile({ Code }: FunctionProperties): string {
  return join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`, 'index.mjs');
}

describe('functions', () => {
  it.each(functions)('$name runs on arm64 with a role and a log of its own', (lambda) => {
    const { Code, Environment, MemorySize, Timeout, ...others } = lambda.Properties;
    const own = lambda.name === 'ApprovalApi' ? 'ApprovalApiApprovalApi' : lambda.resource;
    expect(others).toEqual({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Role: `{${own}Role.Arn}`,
      LoggingConfig: { LogGroup: `{${own}Log}` },
      TracingConfig: { Mode: 'Active' },
    });
  });

  it('have the memory and the time that their work needs', () => {
    const sizes = functions.map(({ name, Properties: { MemorySize, Timeout } }) => [
      name,
      `${MemorySize} MiB, ${Timeout} s`,
    ]);
    expect(Object.fromEntries(sizes)).toEqual({
      ListAccounts: '256 MiB, 900 s',
      AssumeRootToInspect: '256 MiB, 60 s',
      InspectCredentials: '256 MiB, 60 s',
      PlanPurge: '1024 MiB, 300 s',
      RequestApproval: '1024 MiB, 300 s',
      RemindApprovers: '1024 MiB, 300 s',
      ApprovalApi: '1024 MiB, 60 s',
      DeliverDecision: '256 MiB, 60 s',
      StartForAccount: '256 MiB, 60 s',
      CloseApproval: '1024 MiB, 300 s',
      AssumeRootToPurge: '256 MiB, 60 s',
      DeleteSigningCertificates: '256 MiB, 60 s',
      DeleteAccessKeys: '256 MiB, 60 s',
      DeleteLoginProfile: '256 MiB, 60 s',
      DeactivateMfaDevices: '256 MiB, 60 s',
      VerifyAccount: '256 MiB, 60 s',
      WriteReport: '1024 MiB, 300 s',
      ResolveTask: '256 MiB, 60 s',
      PlanTask: '256 MiB, 60 s',
      ReportTask: '1024 MiB, 60 s',
      AssumeRootToReadBucketPolicy: '256 MiB, 60 s',
      AssumeRootToReadQueuePolicy: '256 MiB, 60 s',
      AssumeRootToAllowPasswordRecovery: '256 MiB, 60 s',
      AssumeRootToUnlockBucket: '256 MiB, 60 s',
      AssumeRootToUnlockQueue: '256 MiB, 60 s',
      ReadBucketPolicy: '256 MiB, 60 s',
      ReadQueuePolicy: '256 MiB, 60 s',
      AllowPasswordRecovery: '256 MiB, 60 s',
      DeleteBucketPolicy: '256 MiB, 60 s',
      DeleteQueuePolicy: '256 MiB, 60 s',
    });
  });

  it('are told what they need and no more', () => {
    const bucket = { RUN_BUCKET: '{RunStoreBucket}' };
    const key = { SEALING_KEY_ARN: '{SealingKey.Arn}' };
    const taskPolicy = (name: string) => ({
      TASK_POLICY_ARN: `arn:{AWS::Partition}:iam::aws:policy/root-task/${name}`,
    });
    const expected = {
      ListAccounts: { ...bucket, EXCLUDED_ACCOUNTS: '[]' },
      AssumeRootToInspect: { ...key, ...taskPolicy('IAMAuditRootUserCredentials') },
      InspectCredentials: key,
      PlanPurge: { ...bucket, STANDING_EXCEPTIONS: '[]' },
      RequestApproval: {
        ...bucket,
        ...key,
        APPROVAL_URL: '{ApprovalApi.ApiEndpoint}',
        APPROVERS: approvers.join(','),
        APPROVER_TOPICS: 'arn:{AWS::Partition}:sns:eu-west-1:444455556666:{AWS::StackName}-approver-',
      },
      RemindApprovers: {
        ...bucket,
        ...key,
        APPROVAL_URL: '{ApprovalApi.ApiEndpoint}',
        APPROVERS: approvers.join(','),
        APPROVER_TOPICS: 'arn:{AWS::Partition}:sns:eu-west-1:444455556666:{AWS::StackName}-approver-',
      },
      ApprovalApi: { ...bucket, DELIVERY_FUNCTION: '{DecisionDeliveryDeliverDecision}' },
      DeliverDecision: { ...bucket, ...key },
      StartForAccount: {
        STATE_MACHINE_ARN: '{PurgeWorkflowStateMachine}',
        ALARMS_TOPIC_ARN: '{AlarmsTopic}',
        MANAGEMENT_ACCOUNT_ID: managementAccountId,
      },
      CloseApproval: bucket,
      AssumeRootToPurge: { ...key, ...bucket, ...taskPolicy('IAMDeleteRootUserCredentials') },
      DeleteSigningCertificates: key,
      DeleteAccessKeys: key,
      DeleteLoginProfile: key,
      DeactivateMfaDevices: key,
      VerifyAccount: key,
      WriteReport: { ...bucket, APP_VERSION: version, STANDING_EXCEPTIONS: '[]' },
      ResolveTask: { ...bucket, EXCLUDED_ACCOUNTS: '[]' },
      PlanTask: bucket,
      ReportTask: { ...bucket, APP_VERSION: version },
      AssumeRootToReadBucketPolicy: { ...key, ...taskPolicy('S3UnlockBucketPolicy') },
      AssumeRootToReadQueuePolicy: { ...key, ...taskPolicy('SQSUnlockQueuePolicy') },
      AssumeRootToAllowPasswordRecovery: { ...key, ...taskPolicy('IAMCreateRootUserPassword') },
      AssumeRootToUnlockBucket: { ...key, ...taskPolicy('S3UnlockBucketPolicy') },
      AssumeRootToUnlockQueue: { ...key, ...taskPolicy('SQSUnlockQueuePolicy') },
      ReadBucketPolicy: key,
      ReadQueuePolicy: key,
      AllowPasswordRecovery: key,
      DeleteBucketPolicy: key,
      DeleteQueuePolicy: key,
    };
    const told = functions.map(({ name, Properties }) => [name, Properties.Environment.Variables]);
    const powertools = (name: string) => ({
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_METRICS_NAMESPACE: 'RootCredentialPurge',
    });
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, variables]) => [name, { ...powertools(name), ...variables }]),
      ),
    );
  });
});

describe('bundles', () => {
  it('need nothing but what Node.js has: the AWS SDK is inside, but for its unused ways to credentials', () => {
    // Functions of the same code have the same bundle: those that open root sessions.
    const entryPoints = [...new Set(functions.map(({ Properties }) => bundleFile(Properties)))];
    const { metafile } = buildSync({
      entryPoints,
      bundle: true,
      external: ['*'],
      platform: 'node',
      format: 'esm',
      metafile: true,
      write: false,
      outdir,
    });
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path));
    const there = new Set([
      ...builtinModules,
      ...builtinModules.map((name) => `node:${name}`),
      ...unusedCredentialProviders,
    ]);
    expect(Object.keys(metafile.inputs)).toHaveLength(entryPoints.length);
    expect([...new Set(imports)].filter((path) => !there.has(path))).toEqual([]);
  });

  /** Commands of the SDK for its own credentials and sessions, which every bundle with that client has. */
  const ofTheSdk = new Set([
    'AssumeRole',
    'AssumeRoleWithWebIdentity',
    'CreateOAuth2Token',
    'CreateOAuth2TokenWithIAM',
    'CreateSession',
    'CreateToken',
    'GetRoleCredentials',
    'HeadBucket',
  ]);
  const asking = ['GenerateDataKey', 'GetObject', 'ListSubscriptionsByTopic', 'Publish', 'PutObject'];
  const listing = ['GetLoginProfile', 'ListAccessKeys', 'ListMFADevices', 'ListSigningCertificates'];

  it('can call these operations of AWS and no others', () => {
    const operations = functions.map(({ name, Properties }) => {
      const names = readFileSync(bundleFile(Properties), 'utf8').matchAll(/"([A-Z][A-Za-z0-9]+)Command"/g);
      const unique = new Set([...names].map(([, command]) => command ?? ''));
      return [name, [...unique].filter((command) => !ofTheSdk.has(command)).sort()];
    });
    expect(Object.fromEntries(operations)).toEqual({
      ListAccounts: [
        'DescribeOrganization',
        'GetObject',
        'ListAccounts',
        'ListAccountsForParent',
        'ListOrganizationalUnitsForParent',
        'PutObject',
      ],
      AssumeRootToInspect: ['AssumeRoot', 'GenerateDataKey'],
      InspectCredentials: [
        'Decrypt',
        'GetAccessKeyLastUsed',
        'GetLoginProfile',
        'GetUser',
        'ListAccessKeys',
        'ListMFADevices',
        'ListSigningCertificates',
      ],
      PlanPurge: ['GetObject', 'PutObject'],
      // They ask who started a run, open sessions and list proposals where that is configured; no right otherwise.
      RequestApproval: [...asking, 'LookupEvents'].sort(),
      RemindApprovers: [...asking, 'ListObjectsV2'].sort(),
      ApprovalApi: ['Decrypt', 'GetObject', 'Invoke', 'ListObjectsV2', 'PutObject'],
      DeliverDecision: ['Decrypt', 'GetObject', 'SendTaskSuccess'],
      StartForAccount: ['DescribeAccount', 'Publish', 'StartExecution'],
      CloseApproval: ['GetObject', 'LookupEvents', 'PutObject'],
      AssumeRootToPurge: ['AssumeRoot', 'GenerateDataKey', 'GetCallerIdentity', 'GetObject'],
      DeleteSigningCertificates: ['Decrypt', 'DeleteSigningCertificate'],
      DeleteAccessKeys: ['Decrypt', 'DeleteAccessKey'],
      DeleteLoginProfile: ['Decrypt', 'DeleteLoginProfile', 'GetLoginProfile'],
      DeactivateMfaDevices: ['DeactivateMFADevice', 'Decrypt', ...listing],
      VerifyAccount: ['Decrypt', ...listing],
      // They sign reports where that is configured, and have no right to otherwise.
      WriteReport: ['GetObject', 'GetPublicKey', 'ListObjectsV2', 'LookupEvents', 'PutObject', 'Sign'],
      // The module of the run store has both.
      ResolveTask: ['DescribeAccount', 'DescribeOrganization', 'GetObject', 'PutObject'],
      PlanTask: ['GetObject', 'PutObject'],
      ReportTask: ['GetObject', 'GetPublicKey', 'ListObjectsV2', 'LookupEvents', 'PutObject', 'Sign'],
      AssumeRootToReadBucketPolicy: ['AssumeRoot', 'GenerateDataKey', 'GetCallerIdentity'],
      AssumeRootToReadQueuePolicy: ['AssumeRoot', 'GenerateDataKey', 'GetCallerIdentity'],
      AssumeRootToAllowPasswordRecovery: ['AssumeRoot', 'GenerateDataKey', 'GetCallerIdentity'],
      AssumeRootToUnlockBucket: ['AssumeRoot', 'GenerateDataKey', 'GetCallerIdentity'],
      AssumeRootToUnlockQueue: ['AssumeRoot', 'GenerateDataKey', 'GetCallerIdentity'],
      ReadBucketPolicy: ['Decrypt', 'GetBucketPolicy'],
      ReadQueuePolicy: ['Decrypt', 'GetQueueAttributes'],
      AllowPasswordRecovery: ['CreateLoginProfile', 'Decrypt', ...listing],
      DeleteBucketPolicy: ['Decrypt', 'DeleteBucketPolicy', 'GetBucketPolicy'],
      DeleteQueuePolicy: ['Decrypt', 'GetQueueAttributes', 'SetQueueAttributes'],
    });
  });
});
