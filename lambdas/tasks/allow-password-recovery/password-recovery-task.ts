import * as z from 'zod/mini';
import { accountField, reasonField, startedByField } from '../../input/input-fields';
import { parseInput } from '../../input/parse-input';
import { count, momentText } from '../../report/words';
import {
  type DoneTarget,
  type Found,
  nothingRead,
  type PrivilegedTask,
  type TargetFinding,
} from '../privileged-task';
import type { NextStep } from '../shapes';
import { durationSeconds } from './reseal-after';

const accountsRule = 'a list of 1 to 50 account IDs';
const durationRule = 'an ISO 8601 duration from PT1M to P30D, such as PT2H';
const Input = z.strictObject({
  task: z.literal('allow-password-recovery'),
  accounts: z
    .array(accountField, accountsRule)
    .check(z.minLength(1, accountsRule), z.maxLength(50, accountsRule)),
  reason: reasonField,
  startedBy: startedByField,
  resealAfter: z.optional(
    z.string(durationRule).check(z.refine((text) => durationSeconds(text) !== undefined, durationRule)),
  ),
});

/** The task that lets whoever reads the root user's mail set a new password: the way into a sealed account. */
export const passwordRecoveryTask = {
  name: 'allow-password-recovery',
  taskPolicy: 'IAMCreateRootUserPassword',
  states: { open: ['AssumeRootToAllowPasswordRecovery'], read: [], change: 'AllowPasswordRecovery' },
  canBeResealed: true,
  parseInput: (input: unknown) => {
    const { resealAfter, accounts, ...parsed } = parseInput(Input, input);
    const resealAfterSeconds = resealAfter === undefined ? undefined : durationSeconds(resealAfter);
    return { ...parsed, accounts: [...new Set(accounts)], resealAfterSeconds };
  },
  findingIn,
  nextSteps: recoverPassword,
  words: {
    ask: 'Allow root password recovery',
    command: ({ length }: { length: number }) =>
      `Allow password recovery for the root user of ${count(length, 'account')}`,
    done: 'Password recovery is allowed',
    alreadySo: 'The root user has a login profile already, so its password can be recovered as it is.',
    consequences: [
      'Whoever reads the mail of the root user can become root. With “Forgot your password?” on the sign-in page they set a new password, and nobody else is asked. The root user can do everything in the account, and no IAM policy binds it.',
      'An MFA device that is still registered is asked for at sign-in. Where there is none, the mailbox alone is enough until the owner registers one.',
    ],
    consequenceInMail: 'Whoever reads the mail of the root user can become root then.',
    approve: 'Allow password recovery',
    understood:
      'Whoever reads the mail of these root users can become root. I know who that is, and want it.',
  },
} as const satisfies PrivilegedTask;

/** Password recovery is allowed already where there is a login profile. */
function findingIn({ readings }: Found): TargetFinding {
  if (!readings) return nothingRead;
  const password = readings['login-profile'];
  if (password.state === 'unknown') return password;
  return { state: password.state === 'present' ? 'already-so' : 'to-do' };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reset-root-password.html */
function recoverPassword({ target: { accountId, email }, resealAt }: DoneTarget): NextStep[] {
  return [
    `Open the sign-in page of the AWS console, choose the root user, and enter ${email}, the root user's email address of account ${accountId}.`,
    'Choose “Forgot your password?”. The mail with the link for a new password goes to that address alone.',
    'Sign in and register an MFA device at once, under “Security credentials” of the root user.',
    'Do what only the root user can do, and make no access keys.',
    resealAt
      ? `It is taken away again: on ${momentText(resealAt)} a purge of the account begins, and asks for an approval of its own.`
      : 'When it is done, start a purge of the account, which takes the password away again.',
  ].map((text) => ({ text }));
}
