import type { STSClient } from '@aws-sdk/client-sts';
import { explain, remedyOfUnexplained } from '../../lambdas/report/explain';
import { assumeRoot } from '../../lambdas/root-session/root-session';
import { failureOf } from '../../lambdas/skeleton/errors';
import { isAccessDenied } from '../aws/aws-failures';
import { CommandError } from '../command-error';
import type { NamedAccount, RootAccess } from '../root-access/root-access';
import { printable } from '../terminal/printable';

/** Whether the caller may open a root session that only reads, in the one account where it was tried. */
export type AssumeRootTrial =
  | { readonly answer: 'yes'; readonly account: NamedAccount }
  | {
      readonly answer: 'no';
      readonly account: NamedAccount;
      readonly why: string;
      readonly remedy: string;
      readonly deniedBy: Denier;
    }
  | {
      readonly answer: 'unknown';
      readonly account?: NamedAccount;
      readonly why: string;
      readonly remedy?: string;
    };

/** Whose policy refused, as far as AWS's message says: an SCP or RCP of the organization, or a permissions boundary. */
export type Denier = 'organization' | 'permissions boundary' | 'not said';

/**
 * Opens a root session with the task policy for reading, and throws it away: only AWS can say whether it lets
 * somebody, since policies of the organization and of both accounts have a say.
 */
export async function tryAssumeRoot(
  sts: STSClient,
  { caller, members }: RootAccess,
  account: NamedAccount | undefined,
): Promise<AssumeRootTrial> {
  if (!account) {
    const why = members.known
      ? 'there is no ACTIVE member account to try it on'
      : 'the member accounts may not be listed; name one with --account';
    return { answer: 'unknown', why };
  }
  try {
    await assumeRoot(sts, account.accountId, auditTaskPolicy(caller.partition));
    return { answer: 'yes', account };
  } catch (error) {
    const failure = failureOf('sts:AssumeRoot', error);
    const { reason, remedy } = explain({ ...failure, message: printable(failure.message) });
    if (!isAccessDenied(error))
      return { answer: 'unknown', account, why: reason, remedy: onThisMachine(remedy) };
    return { answer: 'no', account, why: reason, remedy, deniedBy: denierIn(failure.message) };
  }
}

/** The remedy as it is for a command, which has no function whose log could be looked at. */
function onThisMachine(remedy: string): string {
  return remedy === remedyOfUnexplained
    ? 'Check again; if it fails the same way, look at the message.'
    : remedy;
}

function denierIn(message: string): Denier {
  if (/(service|resource) control policy/i.test(message)) return 'organization';
  return /permissions boundary/i.test(message) ? 'permissions boundary' : 'not said';
}

/**
 * The account to try AssumeRoot on: the one asked for, else the first ACTIVE member account, another than the caller's
 * own where there is one.
 * @throws CommandError where the one asked for is no member account
 */
export function accountToTry(
  { caller, organization, members }: RootAccess,
  wanted?: string,
): NamedAccount | undefined {
  const accounts = members.known ? members.value : [];
  if (wanted === undefined) {
    const active = accounts.filter(({ state }) => state === 'ACTIVE');
    return active.find(({ accountId }) => accountId !== caller.accountId) ?? active[0];
  }
  if (organization.known && organization.value?.managementAccountId === wanted)
    throw new CommandError(
      `--account: ${wanted} is the management account; root sessions are for member accounts.`,
    );
  const member = accounts.find(({ accountId }) => accountId === wanted);
  if (members.known && !member) throw new CommandError(`--account: ${wanted} is not in this organization.`);
  return member ?? { accountId: wanted, name: '' };
}

/** The ARN of AWS's task policy for root sessions that only read, in this partition. */
export function auditTaskPolicy(partition: string): string {
  return `arn:${partition}:iam::aws:policy/root-task/IAMAuditRootUserCredentials`;
}
