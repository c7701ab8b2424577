import type { STSClient } from '@aws-sdk/client-sts';
import { isOpen } from '../../lambdas/organization/organization';
import { explain, remedyOfUnexplained } from '../../lambdas/report/explain';
import { assumeRoot } from '../../lambdas/root-session/root-session';
import { failureOf } from '../../lambdas/skeleton/errors';
import { isAccessDenied } from '../aws/aws-failures';
import { type Fact, known, whyUnknown } from '../aws/fact';
import { CommandError } from '../command-error';
import type { Caller } from '../root-access/caller';
import type { NamedAccount, RootAccess } from '../root-access/root-access';
import { printable } from '../terminal/printable';

/** Whether the caller may open a root session that only reads, and in which accounts that was tried. */
export interface AssumeRootTrial {
  readonly answer: 'yes' | 'no' | 'unknown';
  /** In which a session was opened. */
  readonly opened?: NamedAccount;
  /** In the order in which it was tried. */
  readonly refusals: readonly Refusal[];
  /** Where none was opened: the refusal that says most, or why it was not tried at all. */
  readonly because?: Omit<Refusal, 'account'>;
}

/** Why no root session was opened in one account. */
interface Refusal {
  readonly account: NamedAccount;
  readonly why: string;
  readonly remedy?: string;
  /** Undefined where the call was not denied, but failed. */
  readonly deniedBy?: Denier;
}

/** Whose policy refused, as far as AWS's message says: an SCP or RCP of the organization, or a permissions boundary. */
export type Denier = 'organization' | 'permissions boundary' | 'not said';

/** So many accounts have to refuse until that is taken for the caller's trouble: a policy may be about a few of them. */
const mostTried = 3;

/**
 * Opens a root session with the task policy for reading, and throws it away: only AWS can say whether it lets
 * somebody, since policies of the organization and of both accounts have a say. One account that lets somebody is
 * enough. The caller's own account comes last.
 */
export async function tryAssumeRoot(
  sts: STSClient,
  caller: Caller,
  accounts: Fact<readonly NamedAccount[]>,
): Promise<AssumeRootTrial> {
  if (!accounts.known) return { answer: 'unknown', refusals: [], because: { why: whyUnknown(accounts) } };
  const isOwn = ({ accountId }: NamedAccount) => Number(accountId === caller.accountId);
  const inOrder = accounts.value.toSorted((one, other) => isOwn(one) - isOwn(other));
  const refusals: Refusal[] = [];
  for (const account of inOrder.slice(0, mostTried)) {
    const refusal = await refusalOf(sts, caller, account);
    if (!refusal) return { answer: 'yes', opened: account, refusals };
    refusals.push(refusal);
  }
  const failed = refusals.find(({ deniedBy }) => deniedBy === undefined);
  return { answer: failed ? 'unknown' : 'no', refusals, because: failed ?? refusals[0] };
}

/** Undefined where the account let a session be opened. */
async function refusalOf(
  sts: STSClient,
  { partition }: Caller,
  account: NamedAccount,
): Promise<Refusal | undefined> {
  try {
    await assumeRoot(sts, account.accountId, auditTaskPolicy(partition));
    return undefined;
  } catch (error) {
    const failure = failureOf('sts:AssumeRoot', error);
    const { reason, remedy } = explain({ ...failure, message: printable(failure.message) });
    if (!isAccessDenied(error)) return { account, why: reason, remedy: onThisMachine(remedy) };
    return { account, why: reason, remedy, deniedBy: denierIn(failure.message) };
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
 * The accounts to try AssumeRoot on: the one asked for, else the member accounts that are open; none that the configuration
 * excludes.
 * @throws CommandError where the one asked for is no member account, or excluded
 */
export function accountsToTry(
  { organization, members }: RootAccess,
  excluded: readonly string[],
  wanted?: string,
): Fact<readonly NamedAccount[]> {
  if (wanted === undefined) {
    if (!members.known)
      return { known: false, why: 'the member accounts may not be listed; name one with --account' };
    const open = members.value.filter(
      ({ accountId, state = '' }) => isOpen(state) && !excluded.includes(accountId),
    );
    return open.length > 0 ? known(open) : { known: false, why: noneToTry(excluded) };
  }
  const refused = (why: string) => new CommandError(`--account: ${wanted} ${why}`);
  if (organization.known && organization.value?.managementAccountId === wanted)
    throw refused('is the management account; root sessions are for member accounts.');
  if (excluded.includes(wanted)) throw refused('is in excludedAccounts of the configuration; name another.');
  const member = members.known && members.value.find(({ accountId }) => accountId === wanted);
  if (members.known && !member) throw refused('is not in this organization.');
  return known([member || { accountId: wanted, name: '' }]);
}

function noneToTry({ length }: readonly string[]): string {
  const left = length > 0 ? ' that excludedAccounts of the configuration leaves' : '';
  return `there is no open member account to try it on${left}`;
}

/** The ARN of AWS's task policy for root sessions that only read, in this partition. */
export function auditTaskPolicy(partition: string): string {
  return `arn:${partition}:iam::aws:policy/root-task/IAMAuditRootUserCredentials`;
}
