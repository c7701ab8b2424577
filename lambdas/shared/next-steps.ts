import type { PrivilegedTask } from './model';
import type { TaskTarget } from './task-model';
import { momentText } from './words';

/** What comes after a task that is done, step by step, for the person whom the report is passed on to. */
export function nextSteps(
  task: PrivilegedTask,
  target: TaskTarget,
  { storedAs, resealAt }: { storedAs?: string; resealAt?: string },
): string[] {
  return task === 'allow-password-recovery'
    ? recoverPassword(target, resealAt)
    : putPolicyBack(target, storedAs ?? '');
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reset-root-password.html */
function recoverPassword({ accountId, email }: TaskTarget, resealAt: string | undefined): string[] {
  return [
    `Open the sign-in page of the AWS console, choose the root user, and enter ${email}, the root user's email address of account ${accountId}.`,
    'Choose “Forgot your password?”. The mail with the link for a new password goes to that address alone.',
    'Sign in and register an MFA device at once, under “Security credentials” of the root user.',
    'Do what only the root user can do, and make no access keys.',
    resealAt
      ? `It is taken away again: on ${momentText(resealAt)} a purge of the account begins, and asks for an approval of its own.`
      : 'When it is done, start a purge of the account, which takes the password away again.',
  ];
}

function putPolicyBack({ bucket, queueUrl }: TaskTarget, storedAs: string): string[] {
  const put = bucket
    ? `aws s3api put-bucket-policy --bucket ${bucket} --policy file://policy.json`
    : `aws sqs set-queue-attributes --queue-url ${queueUrl} --attributes "$(jq -Rs '{Policy: .}' policy.json)"`;
  return [
    `The policy is kept as ${storedAs}. Read it, with credentials for the account of this app: aws s3 cp ${storedAs} policy.json`,
    'Mend in it what locked everybody out.',
    `Put it back, with credentials for the account ${bucket ? 'of the bucket' : 'of the queue'}: ${put}`,
  ];
}
