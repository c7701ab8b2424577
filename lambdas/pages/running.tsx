import type { PersonalDecision } from '../approval/approval-state';
import { count } from '../report/words';
import { Moment } from './facts';

/** How far the work on the approved accounts is, counted in accounts. */
export interface PurgeProgress {
  readonly accounts: number;
  /** Those with failures, too. */
  readonly done: number;
  readonly failed: number;
  /** There when nothing was heard of the run for longer than it may work in silence. */
  readonly silence: Silence | undefined;
}

/** ISO 8601 times. */
interface Silence {
  readonly since: string;
  /** When the workflow reads the decision by itself, at the latest, should nobody have told it; unless that is past. */
  readonly readsBy: string | undefined;
}

interface RunningProps {
  readonly decision: PersonalDecision;
  readonly progress: PurgeProgress;
  /** Nothing is deleted, whatever was decided. */
  readonly isRehearsal: boolean;
}

/** How far a run is. The script looks again, every half second at first, and replaces what is inside. */
export function Running({ decision, progress, isRehearsal }: RunningProps) {
  const isPurge = decision.decision === 'APPROVED' && !decision.task && !isRehearsal;
  return (
    <section aria-labelledby="progress" data-follow="">
      <h2 id="progress">{progress.silence ? 'No news' : 'Running'}</h2>
      {isPurge && <AccountsDone {...progress} />}
      {progress.silence ? (
        <NothingHeard {...progress.silence} />
      ) : (
        <p>{whatIsBeingDone({ decision, progress, isRehearsal })}</p>
      )}
      <ConnectionLost />
      <p class="quiet">This page follows the run. Everyone who was asked is told the result by email, too.</p>
    </section>
  );
}

/** What the script shows where nobody answers it any more. */
function ConnectionLost() {
  return (
    <div class="note warn" id="lost" role="alert" hidden>
      <p>
        <strong>The connection is lost,</strong> so this page says nothing new. The run goes on without it.{' '}
        <a href="?">Look again</a>; if nothing answers, read how it ended in the email, or where it was
        started.
      </p>
    </div>
  );
}

function AccountsDone({ accounts, done, failed }: PurgeProgress) {
  return (
    <>
      <progress max={accounts} value={done} aria-labelledby="progress" />
      <p class="lead" role="status">
        {done.toLocaleString('en-US')} of {count(accounts, 'account')} done, {failed.toLocaleString('en-US')}{' '}
        with failures so far.
      </p>
    </>
  );
}

function whatIsBeingDone({ decision: { decision, task }, progress, isRehearsal }: RunningProps): string {
  if (decision === 'REJECTED' || isRehearsal)
    return `Nothing is ${task ? 'changed' : 'deleted'}. The report is being written.`;
  if (task) return 'It is being done, and looked at again.';
  return progress.done < progress.accounts
    ? 'The approved credentials are being deleted, and every account is read again.'
    : 'Every account was worked on. The report is being written.';
}

/** The page cannot look at the execution: it may only read what a run stores. */
function NothingHeard({ since, readsBy }: Silence) {
  return (
    <div class="note warn" role="status">
      <p>
        <strong>
          Nothing was heard of this run since <Moment at={since} />.
        </strong>{' '}
        It may have ended without a report: its execution in Step Functions says so. Then start another run,
        which finds out what is left.
      </p>
      {readsBy && (
        <p>
          If it still waits, the decision has not reached it; it reads it by itself, on{' '}
          <Moment at={readsBy} /> at the latest.
        </p>
      )}
    </div>
  );
}
