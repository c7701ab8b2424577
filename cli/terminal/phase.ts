/** What happens while an execution runs, as far as its progress shows it. */
export type ProgressEvent =
  | { type: 'stateEntered'; state: string }
  | { type: 'mapRunStarted'; state: string; items: number }
  | { type: 'mapItemStarted' | 'childStateEntered' | 'assigned' | 'childAssigned' }
  | { type: 'mapItemFinished'; state: string; succeeded: boolean }
  | { type: 'retry'; state: string; error: string; attempt: number };

/** A state of the workflow that takes its time, and how far it is. */
export interface Phase {
  words: string;
  /** How many accounts a map is about, once it knows. */
  total?: number;
  done: number;
  failed: number;
  retries: number;
}

/** The states that are worth a line; those that only choose or end are not, nor are the steps inside a map. */
const wordsOfState: Record<string, string> = {
  ListAccounts: 'Listing accounts',
  WaitForActivation: 'Waiting until the account is active',
  InspectAccounts: 'Inspecting accounts',
  PlanPurge: 'Planning',
  RequestApproval: 'Waiting for approval',
  CloseApproval: 'Closing the approval',
  PurgeAccounts: 'Purging accounts',
  WriteReport: 'Writing the report',
  NotifyApprovers: 'Notifying the approvers',
  ResolveTask: 'Looking up the accounts',
  ReadTargets: 'Looking at what is there',
  PlanTask: 'Planning',
  PerformTask: 'Doing what was approved',
  ReportTask: 'Writing the report',
  WaitToReseal: 'Waiting until it is sealed again',
  Reseal: 'Sealing it again, with a purge',
};

/** The phase after an event: another object only where another phase begins or this one moves on. */
export function nextPhase(phase: Phase | undefined, event: ProgressEvent): Phase | undefined {
  if (event.type === 'stateEntered') {
    const words = wordsOfState[event.state];
    return words ? { words, done: 0, failed: 0, retries: 0 } : phase;
  }
  if (!phase) return phase;
  switch (event.type) {
    case 'mapRunStarted':
      return { ...phase, total: event.items, done: 0, failed: 0 };
    case 'mapItemFinished':
      return { ...phase, done: phase.done + 1, failed: phase.failed + (event.succeeded ? 0 : 1) };
    case 'retry':
      return { ...phase, retries: phase.retries + 1 };
    default:
      return phase;
  }
}

/** The counts of a phase: `124/200, 2 failed, 1 retry`; empty where there is nothing to count. */
export function phaseCountsOf({ total, done, failed, retries }: Phase): string {
  const counts = [
    total === undefined ? '' : `${done}/${total}`,
    failed > 0 ? `${failed} failed` : '',
    retries > 0 ? `${retries} ${retries === 1 ? 'retry' : 'retries'}` : '',
  ];
  return counts.filter(Boolean).join(', ');
}

/** A time span as a stop-watch shows it: `0:07`, `12:30` or `1:02:03`. */
export function elapsedText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const twoDigits = (n: number) => String(n % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${twoDigits(seconds)}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
}
