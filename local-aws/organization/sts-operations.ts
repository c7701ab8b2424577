import { rootArn } from '../iam/principal';
import type { Answer } from '../wire/answer';
import { required, validationError, wholeNumber } from '../wire/parameters';
import type { Operations } from '../wire/service';
import { isManagementAccount } from './caller';
import { IAM_SERVICE, isDelegatedAdministrator, isTaskEnabled } from './centralized-root-access';
import { isoSeconds } from './dates';
import { accessDenied } from './errors';
import type { Call } from './operation';
import type { Account } from './organization';
import { findTaskPolicy, type TaskPolicy } from './task-policies';

/** AWS Security Token Service, API version 2011-06-15. */
export const STS_OPERATIONS: Operations<Call> = {
  AssumeRoot(call) {
    const accountId = targetAccountId(required(call.parameters, 'TargetPrincipal'));
    const taskPolicy = requiredTaskPolicy(call);
    const seconds = wholeNumber(call.parameters, 'DurationSeconds', {
      minimum: 0,
      maximum: 900,
      otherwise: 900,
    });
    assertAssumable(call, accountId, taskPolicy);
    const expiration = new Date(call.now.getTime() + seconds * 1000);
    const session = call.sessions.open(accountId, taskPolicy, expiration);
    call.record('session-opened', taskPolicy.arn);
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: isoSeconds(expiration),
      },
    };
  },

  GetCallerIdentity({ caller }): Answer {
    return { UserId: caller.userId, Account: caller.account.id, Arn: caller.arn };
  },
};

/**
 * The account that `TargetPrincipal` names, as an account ID or as the ARN of its root user; undefined for anything
 * else.
 */
export function accountIdOf(targetPrincipal: string): string | undefined {
  return targetPrincipal
    .match(/^(?:arn:aws:iam::(\d{12}):root|(\d{12}))$/)
    ?.slice(1)
    .find(Boolean);
}

function targetAccountId(targetPrincipal: string): string {
  const accountId = accountIdOf(targetPrincipal);
  if (accountId) return accountId;
  throw validationError(
    `Value '${targetPrincipal}' at 'targetPrincipal' failed to satisfy constraint: ` +
      'Member must be an account ID or the ARN of a root user',
  );
}

/** AWS documents that it must be one of the five, not the code it answers otherwise. */
function requiredTaskPolicy({ parameters }: Call): TaskPolicy {
  const arn = required(parameters, 'TaskPolicyArn.arn');
  const policy = findTaskPolicy(arn);
  if (policy) return policy;
  throw validationError(
    `Value '${arn}' at 'taskPolicyArn.arn' failed to satisfy constraint: Member must be a root task policy`,
  );
}

/**
 * Lets a root session be opened where the task is switched on, the caller may open sessions, and the account is an active
 * member that lets the caller in. What AWS answers for a feature that is off, for the management account, for an account
 * outside the organization and for a suspended or closed one is not documented; AccessDenied is this simulator's choice.
 * @throws AwsError AccessDenied
 */
function assertAssumable(call: Call, accountId: string, taskPolicy: TaskPolicy): void {
  const { organization, caller } = call;
  const account = organization.accounts.find(({ id }) => id === accountId);
  const isAssumable = account && isOpen(account) && !account.faults.assumeRootDenied;
  if (isAssumable && isTaskEnabled(organization, taskPolicy) && mayOpenSessions(call)) return;
  throw accessDenied(caller.arn, 'sts:AssumeRoot', rootArn(accountId));
}

/** "You cannot use root user credentials to make this call" (AWS STS API Reference, AssumeRoot). */
function mayOpenSessions(call: Call): boolean {
  const { organization, caller } = call;
  if (caller.principal?.type === 'root') return false;
  return isManagementAccount(call) || isDelegatedAdministrator(organization, caller.account.id, IAM_SERVICE);
}

/** Accounts that are being closed still work until they are suspended. */
const isOpen = ({ state }: Account) => state === 'ACTIVE' || state === 'PENDING_CLOSURE';
