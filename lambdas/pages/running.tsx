import type { PersonalDecision } from '../shared/approval-state';
import { count } from './words';

/** In accounts. */
export interface Progress {
  readonly accounts: number;
  /** Those with failures, too. */
  readonly done: number;
  readonly failed: number;
}

/** How far the run is. The script looks again every few seconds and replaces what is inside. */
export function Running({ decision, progress }: { decision: PersonalDecision; progress: Progress }) {
  return (
    <section aria-labelledby="progress" data-follow="">
      <h2 id="progress">Running</h2>
      <WhatIsDone decision={decision} progress={progress} />
      <p class="quiet">
        This page follows the run; without JavaScript, <a href="?">look again</a>. Everyone who was asked is
        told the result by email, too.
      </p>
    </section>
  );
}

function WhatIsDone({ decision, progress }: { decision: PersonalDecision; progress: Progress }) {
  const { decision: decided, task } = decision;
  if (decided === 'APPROVED')
    return task ? <p>It is being done, and looked at again.</p> : <Purging {...progress} />;
  return <p>Nothing is {task ? 'changed' : 'deleted'}. The report is being written.</p>;
}

function Purging({ accounts, done, failed }: Progress) {
  return (
    <>
      <progress max={accounts} value={done} aria-labelledby="progress" />
      <p class="lead" role="status">
        {done.toLocaleString('en-US')} of {count(accounts, 'account')} done, {failed.toLocaleString('en-US')}{' '}
        with failures so far.
      </p>
      <p>
        {done < accounts
          ? 'The approved credentials are being deleted, and every account is read again.'
          : 'Every account was worked on. The report is being written.'}
      </p>
    </>
  );
}
