import { describe, expect, it } from 'vitest';
import { evaluatePolicies } from '../../../local-aws/iam/policy-evaluation';
import { findTaskPolicy } from '../../../local-aws/organization/task-policies';

const rootUser = 'arn:aws:iam::222222222222:root';
const find = (name: string) => findTaskPolicy(`arn:aws:iam::aws:policy/root-task/${name}`);

function allows(name: string, action: string, resource = rootUser): boolean {
  const context = { 'aws:principalarn': rootUser, 'aws:principalaccount': '222222222222' };
  const principal = { type: 'root', accountId: '222222222222' } as const;
  const request = { principal, action, resource, context };
  return evaluatePolicies(request, { identity: find(name)?.statements }).allowed;
}

const reads = [
  'iam:GetAccessKeyLastUsed',
  'iam:GetLoginProfile',
  'iam:GetUser',
  'iam:ListAccessKeys',
  'iam:ListMFADevices',
  'iam:ListSigningCertificates',
];
const deletes = [
  'iam:DeactivateMFADevice',
  'iam:DeleteAccessKey',
  'iam:DeleteLoginProfile',
  'iam:DeleteSigningCertificate',
];
const others = [
  'iam:UpdateAccessKey',
  'iam:UpdateSigningCertificate',
  'iam:DeleteVirtualMFADevice',
  'iam:CreateLoginProfile',
  'sts:AssumeRoot',
  'organizations:ListAccounts',
  's3:PutBucketPolicy',
];

describe('IAMAuditRootUserCredentials', () => {
  const name = 'IAMAuditRootUserCredentials';

  it.each(reads)('allows %s on the root user alone', (action) => {
    expect(allows(name, action)).toBe(true);
    expect(allows(name, action, 'arn:aws:iam::222222222222:user/ann')).toBe(false);
  });

  it('allows iam:GetAccountSummary, which has no resource', () => {
    expect(allows(name, 'iam:GetAccountSummary', '*')).toBe(true);
  });

  it.each([...deletes, ...others])('denies %s', (action) => {
    expect(allows(name, action)).toBe(false);
  });
});

describe('IAMDeleteRootUserCredentials', () => {
  const name = 'IAMDeleteRootUserCredentials';

  it.each([...reads, ...deletes])('allows %s on the root user alone', (action) => {
    expect(allows(name, action)).toBe(true);
    expect(allows(name, action, 'arn:aws:iam::222222222222:user/ann')).toBe(false);
  });

  it.each([...others, 'iam:GetAccountSummary'])('denies %s', (action) => {
    expect(allows(name, action)).toBe(false);
    expect(allows(name, action, '*')).toBe(false);
  });
});

describe('the other task policies', () => {
  it.each([
    ['IAMCreateRootUserPassword', 'iam:CreateLoginProfile', rootUser, true],
    ['IAMCreateRootUserPassword', 'iam:DeleteLoginProfile', rootUser, false],
    ['S3UnlockBucketPolicy', 's3:DeleteBucketPolicy', 'arn:aws:s3:::locked', true],
    ['S3UnlockBucketPolicy', 's3:GetObject', 'arn:aws:s3:::locked/a', false],
    ['SQSUnlockQueuePolicy', 'sqs:SetQueueAttributes', 'arn:aws:sqs:eu-west-1:222222222222:locked', true],
    ['SQSUnlockQueuePolicy', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:222222222222:locked', false],
  ])('%s and %s on %s: %s', (name, action, resource, allowed) => {
    expect(allows(name, action, resource)).toBe(allowed);
  });
});

describe('findTaskPolicy', () => {
  it.each(['AdministratorAccess', ''])('knows no "%s"', (name) => {
    expect(find(name)).toBeUndefined();
  });
});
