import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../lambdas/report/explain';
import * as errors from '../../../lambdas/skeleton/errors';

const assumeRootDenied =
  'User: arn:aws:sts::111111111111:assumed-role/app/run is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::222222222222:root';
const deniedTo = (call: string, by: string) =>
  `User: arn:aws:iam::222222222222:root is not authorized to perform: ${call} on resource: * with an explicit deny in ${by}`;
const kmsDenied =
  'User: arn:aws:sts::111111111111:assumed-role/app/run is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111111111111:key/1 because no identity-based policy allows the kms:Decrypt action';
const runStoreDenied = kmsDenied
  .replaceAll('kms:Decrypt', 's3:GetObject')
  .replace(/arn:aws:kms\S+/, 'arn:aws:s3:::runs/a');
const scp = 'a service control policy';
/** IAM User Guide, troubleshoot_access-denied: the texts of implicit denials. */
const noneAllows = (call: string, policy: string) =>
  `User: arn:aws:iam::222222222222:root is not authorized to perform: ${call} on resource: * because no ${policy} allows the ${call} action`;

describe('explain', () => {
  it.each([
    ['sts:AssumeRoot', 'AccessDenied', assumeRootDenied, 'AWS refused a root session', 'RootSessions'],
    [
      'sts:AssumeRoot',
      'AccessDeniedException',
      'no',
      'AWS refused a root session',
      'delegated administrator',
    ],
    [
      'sts:AssumeRoot',
      'AccessDenied',
      `${assumeRootDenied} with an explicit deny in ${scp}`,
      'denies sts:AssumeRoot to this app',
      "Exempt the app's AssumeRoot roles",
    ],
    ['sts:AssumeRoot', 'AccessDeniedException', kmsDenied, 'may not use the KMS key', 'deploying again'],
    [
      'sts:AssumeRoot',
      'AccessDenied',
      runStoreDenied,
      'may not read what its own run store',
      'deploying again',
    ],
    ['DeleteAccessKeys', 'AccessDeniedException', kmsDenied, 'may not use the KMS key', 'deploying again'],
    [
      'iam:ListMFADevices',
      'AccessDenied',
      deniedTo('iam:ListMFADevices', scp),
      'denies the root user, root sessions included',
      '"Null": {"aws:AssumedRoot": "true"}',
    ],
    [
      'iam:DeactivateMFADevice',
      'AccessDenied',
      deniedTo('iam:DeactivateMFADevice', 'a Service Control Policy'),
      'denies the root user',
      'ExemptAssumeRoot',
    ],
    [
      'iam:ListAccessKeys',
      'AccessDenied',
      deniedTo('iam:ListAccessKeys', 'an identity-based policy'),
      'The root session may not make this call',
      'Look at the message',
    ],
    [
      's3:DeleteBucketPolicy',
      'AccessDenied',
      deniedTo('s3:DeleteBucketPolicy', 'a resource control policy'),
      'A resource control policy denies the root user',
      '"Null": {"aws:AssumedRoot": "true"}',
    ],
    ['s3:GetBucketPolicy', 'AccessDenied', 'Access Denied', 'The root session may not', 'the bucket belongs'],
    [
      'sqs:GetQueueAttributes',
      'AccessDenied',
      deniedTo('sqs:GetQueueAttributes', 'a resource-based policy'),
      'The root session may not',
      'Mend that policy',
    ],
    ['s3:GetBucketPolicy', 'NoSuchBucket', 'no', 'There is no such bucket', 'Check the name'],
    [
      'DeleteBucketPolicy',
      'PolicyChangedSincePlan',
      'no',
      'has changed since the plan',
      'Start the task again',
    ],
    [
      'PlanPurge',
      'AccessDenied',
      'Access Denied',
      'AWS denied this app a call that it needs',
      'Deploy the app again',
    ],
    ['iam:ListAccessKeys', 'Throttling', 'Rate exceeded', 'AWS throttled the call', 'lower concurrency'],
    ['sts:AssumeRoot', 'ThrottlingException', 'Rate exceeded', 'AWS throttled the call', 'lower concurrency'],
    [
      'InspectCredentials',
      'Lambda.TooManyRequestsException',
      'Rate Exceeded.',
      'AWS Lambda throttled a function of this app',
      'later',
    ],
    [
      'iam:DeleteLoginProfile',
      'EntityTemporarilyUnmodifiableException',
      'wait',
      'IAM is still busy',
      'several minutes',
    ],
    [
      'iam:DeleteLoginProfile',
      'EntityTemporarilyUnmodifiable',
      'wait',
      'IAM is still busy',
      'several minutes',
    ],
    ['iam:DeleteAccessKey', 'ExpiredToken', 'expired', 'The root session expired', 'counts as success'],
    ['sts:AssumeRoot', 'ExpiredTokenException', 'expired', 'The root session expired', 'counts as success'],
    ['sts:AssumeRoot', 'RegionDisabledException', 'off', 'STS is not activated', 'It is the member account'],
    ['sts:AssumeRoot', 'RegionDisabledException', 'off', 'in this Region', '--region, or deploy there'],
    [
      'sts:AssumeRoot',
      'RootSessionIdentityError',
      'belongs to',
      'belongs to somebody else',
      'Do not run again',
    ],
    [
      'DeactivateMfaDevices',
      'PasswordStillPresentError',
      'stays',
      'The password is still there',
      'what keeps the password',
    ],
    [
      'VerifyAccount',
      'DeletedCredentialStillListedError',
      'listed',
      'still lists the credential',
      'a few minutes',
    ],
    [
      'iam:ListAccessKeys',
      'IncompleteAnswerError',
      'the list is missing',
      'without what was asked for',
      'what answers for AWS',
    ],
    ['CloseApproval', 'PlanChangedError', 'not the one', 'do not belong together', 'new approval'],
    [
      'RequestApproval',
      'NoApproverConfirmedError',
      'None of',
      'No approver has confirmed',
      'confirm the subscription',
    ],
    ['PlanPurge', 'TypeError', 'undefined', 'PlanPurge failed', 'Run again'],
  ])('tells what to do about %s: %s (%s)', (call, error, message, reason, remedy) => {
    const explanation = explain({ call, error, message });
    expect(explanation).toEqual({
      reason: expect.stringContaining(reason),
      remedy: expect.stringContaining(remedy),
    });
    expect(explanation.reason).toContain(message);
  });

  it.each([
    [
      'iam:ListAccessKeys',
      noneAllows,
      'service control policy',
      'No service control policy allows it',
      'in the SCPs of the account',
    ],
    [
      'sts:AssumeRoot',
      noneAllows,
      'service control policy',
      'No service control policy allows sts:AssumeRoot',
      "the SCPs of this app's account",
    ],
    [
      's3:GetBucketPolicy',
      noneAllows,
      'resource control policy',
      'No resource control policy allows it',
      'in the RCPs of the account',
    ],
    [
      'sts:AssumeRoot',
      noneAllows,
      'resource control policy',
      'No resource control policy allows it',
      'in the RCPs of the account',
    ],
    [
      'sts:AssumeRoot',
      deniedTo,
      'a resource control policy',
      'A resource control policy denies sts:AssumeRoot',
      "Exempt the app's",
    ],
    [
      'sts:AssumeRoot',
      noneAllows,
      'permissions boundary',
      'The permissions boundary does not allow it',
      'Allow the call in the permissions boundary',
    ],
    [
      'sts:AssumeRoot',
      deniedTo,
      'a permissions boundary',
      'A permissions boundary denies it',
      'Take the denial out of the permissions boundary',
    ],
    [
      'PlanPurge',
      noneAllows,
      'permissions boundary',
      'The permissions boundary does not allow it',
      'Allow the call in the permissions boundary',
    ],
    [
      'sts:AssumeRoot',
      noneAllows,
      'VPC endpoint policy',
      'The policy of the VPC endpoint does not allow it',
      'in the policy of the VPC endpoint',
    ],
    [
      'iam:ListAccessKeys',
      deniedTo,
      'a VPC endpoint policy',
      'The policy of the VPC endpoint does not allow it',
      'in the policy of the VPC endpoint',
    ],
    [
      'sts:AssumeRoot',
      noneAllows,
      'session policy',
      'The session policy of these credentials does not',
      'Sign in without that session policy',
    ],
    [
      'sts:AssumeRoot',
      noneAllows,
      'identity-based policy',
      'The policies of the role or user do not allow',
      'Allow sts:AssumeRoot to the role or user',
    ],
    [
      'sts:AssumeRoot',
      deniedTo,
      'an identity-based policy',
      'The policies of the role or user do not allow',
      'take away what denies it',
    ],
  ] as const)(
    'names the policy that refuses %s (%o, %s), and never an exemption that cannot help',
    (call, says, policy, reason, remedy) => {
      const explanation = explain({ call, error: 'AccessDenied', message: says(call, policy) });
      expect(explanation.reason.startsWith(reason)).toBe(true);
      expect(explanation.remedy).toContain(remedy);
      expect(explanation.remedy).not.toContain('aws:AssumedRoot');
    },
  );

  it('never loses the call, the error or what AWS said, whatever they are', () => {
    const call = fc.oneof(
      fc.constantFrom('sts:AssumeRoot', 'iam:ListAccessKeys', 'PurgeAccounts'),
      fc.string(),
    );
    const error = fc.oneof(fc.constantFrom('AccessDenied', 'Throttling', 'ExpiredToken'), fc.string());
    fc.assert(
      fc.property(call, error, fc.string(), (...said) => {
        const [theCall, theError, message] = said;
        const { reason, remedy } = explain({ call: theCall, error: theError, message });
        for (const part of said) expect(reason).toContain(part);
        expect(remedy).not.toBe('');
      }),
    );
  });

  // These say it themselves, as the cause of an execution.
  const ofTheInput = ['InvalidInputError', 'AccountNotListedYetError'];

  it.each(Object.keys(errors).filter((name) => name.endsWith('Error') && !ofTheInput.includes(name)))(
    'has its own words for %s',
    (error) => {
      expect(explain({ call: 'AState', error, message: 'm' }).reason).not.toMatch(/^AState failed/);
    },
  );
});
