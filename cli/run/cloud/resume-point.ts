import { count } from '../../../lambdas/report/words';
import {
  isJsonObject,
  type Json,
  type Redrive,
  type StateEntry,
  type UnfinishedMapRun,
} from '../../../local-aws';
import { CommandError } from '../../command-error';
import { waitingStates } from '../../terminal/waiting-states';
import type { Entry, Started } from './journal';

/** Where a run goes on, and what a person should know about that. */
export interface ResumePoint {
  readonly started: Started;
  readonly redrive: Redrive;
  /** The request for approval is made once more: links that were sent before must not work any more. */
  readonly asksAgain: boolean;
  readonly notes: readonly string[];
}

/** A run cannot be gone on with; the message says why. */
export class NotResumableError extends CommandError {
  override readonly name = 'NotResumableError';
}

/** What is known of an interrupted run besides its journal. */
export interface Situation {
  /** `decision.json` is there: somebody decided, or the approval was closed. */
  readonly isDecided: boolean;
  readonly now: Date;
}

/** After this time without a decision everything is read again, before anybody is asked about it. */
const staleMs = 24 * 60 * 60 * 1000;

const beforeDecision = [
  'ListAccounts',
  'InspectAccounts',
  'PlanPurge',
  'ResolveTask',
  'ReadTargets',
  'PlanTask',
  'IsThereAnythingToApprove',
  ...waitingStates,
];

/** The states that look at every account. */
const reading = new Set(['InspectAccounts', 'ReadTargets']);

/** An interruption ends the purge of `Reseal` first, and the task comes to the state after it before its own end. */
function wasInReseal({ state, variables: { reseal = null } }: StateEntry): boolean {
  return state === 'Reseal' || (state === 'ReportTask' && isJsonObject(reseal) && reseal.caught !== null);
}

/** The purge that a task ends with is a run of its own. */
function sealAgain(accounts: Json = []): string {
  const ids = Array.isArray(accounts) ? accounts.join(',') : '';
  return `It was interrupted in the purge that seals its accounts again. Start that anew: npx root-purge run --purge --accounts ${ids}`;
}

/**
 * Where a run goes on: in the state that was interrupted, with these exceptions: a decision that was made ends the wait for it; otherwise the
 * wait begins anew, with a link of its own; and what was read more than a day ago is read again before anybody decides.
 * @throws NotResumableError where the run has ended or never began
 */
export function whereToGoOn(journal: readonly Entry[], { isDecided, now }: Situation): ResumePoint {
  const started = journal.find((entry) => entry.type === 'started');
  const states = journal.filter((entry) => entry.type === 'state');
  const ended = journal.findLast((entry) => entry.type === 'ended');
  const last = states.at(-1);
  if (ended) throw new NotResumableError(`It has ended, as ${ended.status}. Start a new run.`);
  if (!started || !last) throw new NotResumableError('It was interrupted before it began. Start a new run.');
  if (wasInReseal(last)) throw new NotResumableError(sealAgain(last.variables.toReseal));
  const redrive = {
    count: journal.filter(({ type }) => type === 'resumed').length + 1,
    startDate: new Date(started.at),
  };
  const entryOf = (state: string) => states.findLast((entry) => entry.state === state) ?? last;
  const asksAgain = !isDecided && beforeDecision.includes(last.state);
  const at = (entry: StateEntry, notes: string[], mapRun?: UnfinishedMapRun): ResumePoint => ({
    started,
    redrive: { ...redrive, entry: entryFrom(entry), mapRun },
    asksAgain,
    notes,
  });

  if (waitingStates.has(last.state) && isDecided) {
    const closing = { state: 'CloseApproval', input: {}, variables: last.variables };
    return at(closing, ['The decision was made meanwhile; it counts.']);
  }
  const inspectedAt = states.find(({ state }) => reading.has(state))?.at;
  const age = inspectedAt === undefined ? '' : timeAgoText(now.getTime() - Date.parse(inspectedAt));
  const isStale = inspectedAt !== undefined && now.getTime() - Date.parse(inspectedAt) > staleMs;
  if (asksAgain && isStale && states[0])
    return at(states[0], [`The accounts were read ${age}, so they are read again.`]);
  if (waitingStates.has(last.state))
    return at(entryOf('RequestApproval'), [
      `The accounts were read ${age}. Approval is asked for again, with a new link; the old one is dead.`,
    ]);
  const mapRun = unfinishedMapRun(journal, last.state);
  return at(last, notesOn(last.state, mapRun, journal), mapRun);
}

function entryFrom({ state, input, variables }: StateEntry): StateEntry {
  return { state, input, variables };
}

/** The last Map Run of a state, as far as it came. */
function unfinishedMapRun(journal: readonly Entry[], state: string): UnfinishedMapRun | undefined {
  let mapRun: (Omit<UnfinishedMapRun, 'succeeded'> & { succeeded: Map<number, Json> }) | undefined;
  for (const entry of journal) {
    if (entry.type === 'map-run' && entry.id !== mapRun?.id)
      mapRun = { state: entry.state, id: entry.id, items: entry.items, succeeded: new Map() };
    if (entry.type === 'succeeded') mapRun?.succeeded.set(entry.index, entry.record);
  }
  return mapRun?.state === state ? mapRun : undefined;
}

/** Accounts that were in hand when the process was ended, and not after them. */
function notesOn(state: string, mapRun: UnfinishedMapRun | undefined, journal: readonly Entry[]): string[] {
  if (!mapRun) return [];
  const last = journal.findLastIndex(({ type }) => type === 'map-run');
  const begun = new Set(journal.slice(last).flatMap((entry) => (entry.type === 'child' ? entry.index : [])));
  const inHand = [...begun].filter((index) => !mapRun.succeeded.has(index)).length;
  const done = `${count(mapRun.succeeded.size, 'account')} done with ${state}`;
  if (inHand === 0) return [`${done}; the others follow.`];
  const again = inHand === 1 ? 'one that was in hand is' : `${inHand} that were in hand are`;
  return [`${done}; ${again} done again, and what is already gone counts as success.`];
}

const ago = new Intl.RelativeTimeFormat('en');

/** How long ago something was, in one unit: `just now`, `40 minutes ago`, `5 hours ago` or `3 days ago`. */
function timeAgoText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return ago.format(-minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? ago.format(-hours, 'hour') : ago.format(-Math.floor(hours / 24), 'day');
}
