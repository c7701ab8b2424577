import { parsePolicy } from '../iam/policy-document';
import { compilePolicy, type Statement } from '../iam/statement';

/** A root task policy: what it leaves of the root user's full access. */
export interface TaskPolicy {
  arn: string;
  statements: readonly Statement[];
}

const ROOT_USER = 'arn:aws:iam::*:root';

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
const BUCKET_POLICY = [
  's3:DeleteBucketPolicy',
  's3:PutBucketPolicy',
  's3:GetBucketPolicy',
  's3:ListAllMyBuckets',
];
const QUEUE_POLICY = [
  'sqs:SetQueueAttributes',
  'sqs:GetQueueAttributes',
  'sqs:ListQueues',
  'sqs:GetQueueUrl',
];

const fullAccess = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAllBut = (NotAction: string[]) => ({ Effect: 'Deny', NotAction, Resource: '*' });
const denyOnOthers = (Action: string[]) => ({ Effect: 'Deny', Action, NotResource: ROOT_USER });
const denyToOthers = (Action: string[]) => ({
  Effect: 'Deny',
  Action,
  Resource: '*',
  Condition: { StringNotLike: { 'aws:PrincipalArn': ROOT_USER } },
});

/**
 * The five policies AssumeRoot takes, from
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html (IAMDeleteRootUserCredentials
 * as changed on 7 January 2025).
 */
const TASK_POLICIES: readonly TaskPolicy[] = Object.entries({
  IAMAuditRootUserCredentials: [denyAllBut([...READS, 'iam:GetAccountSummary']), denyOnOthers(READS)],
  IAMDeleteRootUserCredentials: [denyAllBut([...DELETES, ...READS]), denyOnOthers([...DELETES, ...READS])],
  IAMCreateRootUserPassword: [denyAllBut(PASSWORD), denyOnOthers(PASSWORD)],
  S3UnlockBucketPolicy: [denyAllBut(BUCKET_POLICY), denyToOthers(BUCKET_POLICY)],
  SQSUnlockQueuePolicy: [
    denyAllBut(QUEUE_POLICY),
    {
      Effect: 'Deny',
      Action: 'sqs:GetQueueAttributes',
      Resource: 'arn:aws:sqs:*:*:*',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM.
      Condition: { StringNotEqualsIfExists: { 'aws:ResourceAccount': ['${aws:PrincipalAccount}'] } },
    },
    denyToOthers(QUEUE_POLICY),
  ],
}).map(([name, Statement]) => {
  const arn = `arn:aws:iam::aws:policy/root-task/${name}`;
  const document = parsePolicy({ Version: '2012-10-17', Statement: [fullAccess, ...Statement] }, arn);
  return { arn, statements: compilePolicy(document, arn) };
});

/** What a caller without a session may do in its account. */
export const FULL_ACCESS = compilePolicy(
  parsePolicy({ Statement: [fullAccess] }, 'FullAccess'),
  'FullAccess',
);

/** The last parts of their ARNs: `IAMAuditRootUserCredentials` … */
export const taskPolicyNames = TASK_POLICIES.map(({ arn }) => arn.slice(arn.lastIndexOf('/') + 1));

/** Finds a root task policy by its ARN. */
export function findTaskPolicy(arn: string): TaskPolicy | undefined {
  return TASK_POLICIES.find((policy) => policy.arn === arn);
}
