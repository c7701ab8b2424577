import { serialNumberOf } from '../../lambdas/credentials/credential-ids';
import { count } from '../../lambdas/report/words';
import type { CredentialKind } from '../../lambdas/run/model';
import { countsByKind, shortKindNouns } from './credential-counts';
import { printable } from './printable';
import { waitingStates } from './waiting-states';
import { labelled, labelledLines, wrap } from './wrap';

/** An account that a map is at, and the state it is in there; empty before its first one. */
export interface AccountInHand {
  readonly accountId: string;
  readonly state: string;
}

/** How far a map is with its accounts. */
export interface AccountsProgress {
  readonly total: number;
  readonly finished: number;
  readonly inHand: readonly AccountInHand[];
}

/** A credential that was deleted. */
export interface DeletedCredential {
  readonly accountId: string;
  readonly kind: CredentialKind;
  readonly id: string;
}

/** How far a run was when it was interrupted. */
export interface Interruption {
  /** The state that it was in; empty before the first. */
  readonly state: string;
  readonly inspect: AccountsProgress | undefined;
  readonly purge: AccountsProgress | undefined;
  /** A privileged task has begun to do what was approved. @default false */
  readonly performing?: boolean;
  /** It has begun to wait until it is sealed again. @default false */
  readonly resealing?: boolean;
  /** What this process has deleted, as far as AWS has answered. @default nothing */
  readonly deleted?: readonly DeletedCredential[];
  /** How many processes were at it, this one included. @default 1 */
  readonly part?: number;
  /** How many accounts the run is about, once that is known. */
  readonly targets: number | undefined;
  /** Why, where nobody pressed Ctrl-C. */
  readonly reason?: string;
  /** How to go on; undefined where that is not possible. */
  readonly resume?: string;
}

/** What the first Ctrl-C leads to, said at once. */
export function formatInterrupting({ state, inspect, purge }: Interruption): string {
  const inHand = (state === 'PurgeAccounts' ? purge : inspect)?.inHand ?? [];
  const again = 'Ctrl-C again ends at once';
  if (state === 'WaitToReseal') return 'Interrupted: no longer waiting to seal it again.';
  if (waitingStates.has(state)) return 'Interrupted: no longer waiting for a decision.';
  if (!isMap(state) || inHand.length === 0)
    return `Interrupted: ${state || 'the start'} comes to its end, nothing else is begun. ${again}.`;
  const leaving =
    state === 'PurgeAccounts' ? `, and leaves ${inHand.length === 1 ? 'it' : 'them'} half-way` : '';
  return `Interrupted: finishing ${count(inHand.length, 'account')} in hand, beginning no other. ${again}${leaving}.`;
}

/** What an interrupted purge did, what it did not, what is half-way, and how to go on. */
export function formatInterruption(interruption: Interruption, width: number): string {
  const { resume } = interruption;
  return [
    ...headline(interruption, width),
    ...labelled('Inspected', inspectedText(interruption), width),
    ...labelled('Purged', purgedText(interruption), width),
    ...deletedLines(interruption, width),
    ...labelled('Half-way', halfWayText(interruption), width),
    ...(resume ? labelledLines('Go on with', [resume]) : []),
  ].join('\n');
}

/** How far an interrupted privileged task came; what it changed is known to its report alone. */
export function formatTaskInterruption(interruption: Interruption, width: number): string {
  const changed = interruption.performing
    ? 'what was approved, as far as it had come'
    : 'nothing: it had not come to that';
  const open = 'what was to be sealed again, as far as no purge had come to it';
  return [
    ...headline(interruption, width),
    ...labelled('Changed', changed, width),
    ...(interruption.resealing ? labelled('Left open', open, width) : []),
  ].join('\n');
}

function headline({ state, reason }: Interruption, width: number): string[] {
  const where = state ? `in ${state}` : 'before its first state';
  return [...wrap(`INTERRUPTED ${where}.${reason ? ` ${reason}` : ''}`, width), ''];
}

const isMap = (state: string) => state === 'InspectAccounts' || state === 'PurgeAccounts';

function inspectedText({ state, inspect, targets }: Interruption): string {
  if (state === '' || state === 'ListAccounts') return 'none: the accounts are not listed yet';
  if (state !== 'InspectAccounts') return targets === undefined ? 'all' : `all ${targets}`;
  return inspect ? countText(inspect, []) : 'none';
}

function purgedText({ state, purge }: Interruption): string {
  if (waitingStates.has(state) || state === 'CloseApproval') return 'none: it has not come to that';
  if (state === 'PurgeAccounts') return purge ? countText(purge, halfWay(purge)) : 'none';
  return purge ? `all ${purge.total} that were approved` : 'none';
}

function countText({ total, finished }: AccountsProgress, begun: readonly AccountInHand[]): string {
  return `${finished} of ${count(total, 'account')}, ${total - finished - begun.length} not begun`;
}

/** Only a purge can be half-way, once its session is open: what was not inspected to its end was only read. */
function halfWay({ inHand }: AccountsProgress): AccountInHand[] {
  return inHand.filter(({ state }) => state !== '' && state !== 'AssumeRootToPurge');
}

const mostAccounts = 20;

/** What is gone by now, account by account; nothing where this process has deleted nothing. */
function deletedLines({ deleted = [], part = 1 }: Interruption, width: number): string[] {
  if (deleted.length === 0) return [];
  const accountIds = [...new Set(deleted.map(({ accountId }) => accountId))];
  const since = part > 1 ? ', since it went on' : '';
  const where = `in ${count(accountIds.length, 'account')}${since}`;
  const lines = accountIds.slice(0, mostAccounts).flatMap((accountId) => {
    const ids = deleted.filter((one) => one.accountId === accountId).map(nameOf);
    return labelled('', `${accountId}: ${ids.join(', ')}`, width);
  });
  const more = accountIds.length - mostAccounts;
  return [
    ...labelled('Deleted', `${countsByKind(deleted)}, ${where}`, width),
    ...lines,
    ...(more > 0 ? labelled('', `and in ${count(more, 'other account')}`, width) : []),
  ];
}

const nameOf = ({ kind, id }: DeletedCredential) =>
  kind === 'login-profile' ? shortKindNouns[kind] : printable(serialNumberOf(id));

function halfWayText({ state, purge }: Interruption): string {
  const accounts = state === 'PurgeAccounts' && purge ? halfWay(purge) : [];
  if (accounts.length === 0) return 'none';
  const named = accounts.map((account) => `${account.accountId} (in ${account.state})`).join(', ');
  return `${named}. What was deleted there up to now shows when it goes on.`;
}
