/** A root task policy only denies: everything but its actions, and those on anything but the root user. */
export interface TaskPolicy {
  arn: string;
  /** The `NotAction` of its first statement. */
  allowedActions: readonly string[];
  /** The actions its second statement denies on any resource other than `arn:aws:iam::*:root`. */
  onRootUserOnly: readonly string[];
}

const READS = [
  'iam:ListAccessKeys',
  'iam:ListSigningCertificates',
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
  'iam:GetUser',
  'iam:GetAccessKeyLastUsed',
];
const DELETES = [
  'iam:DeleteAccessKey',
  'iam:DeleteSigningCertificate',
  'iam:DeleteLoginProfile',
  'iam:DeactivateMFADevice',
];
const PASSWORD = ['iam:CreateLoginProfile', 'iam:GetLoginProfile'];

const taskPolicy = (
  name: string,
  allowedActions: readonly string[],
  onRootUserOnly: readonly string[] = [],
): TaskPolicy => ({ arn: `arn:aws:iam::aws:policy/root-task/${name}`, allowedActions, onRootUserOnly });

/**
 * The five policies AssumeRoot takes, from
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html (IAMDeleteRootUserCredentials
 * as changed on 7 January 2025). The S3 and SQS conditions are left out: neither service is simulated.
 */
const TASK_POLICIES: readonly TaskPolicy[] = [
  taskPolicy('IAMAuditRootUserCredentials', [...READS, 'iam:GetAccountSummary'], READS),
  taskPolicy('IAMDeleteRootUserCredentials', [...DELETES, ...READS], [...DELETES, ...READS]),
  taskPolicy('IAMCreateRootUserPassword', PASSWORD, PASSWORD),
  taskPolicy('S3UnlockBucketPolicy', [
    's3:DeleteBucketPolicy',
    's3:PutBucketPolicy',
    's3:GetBucketPolicy',
    's3:ListAllMyBuckets',
  ]),
  taskPolicy('SQSUnlockQueuePolicy', [
    'sqs:SetQueueAttributes',
    'sqs:GetQueueAttributes',
    'sqs:ListQueues',
    'sqs:GetQueueUrl',
  ]),
];

/** Finds a root task policy by its ARN. */
export function findTaskPolicy(arn: string): TaskPolicy | undefined {
  return TASK_POLICIES.find((policy) => policy.arn === arn);
}
