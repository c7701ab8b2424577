import type { Child } from 'hono/jsx';
import { requiredBy, whyNotApprove } from '../approval/approval-rules';
import type { OpenedLink } from '../approval/approval-state';
import type { StoredProposal } from '../approval/proposals';
import { recentDays, rehearsalNotice } from '../report/words';
import { maxCommentLength, maxNameLength } from './approval-form';
import { SeenProposalFields } from './proposal-facts';

interface YourDecisionProps {
  readonly link: OpenedLink;
  /** The proposal that the page is about, or that another selection would take the place of. */
  readonly seen: StoredProposal | undefined;
  /** The button confirms that proposal. */
  readonly confirms?: boolean;
  readonly name: string | undefined;
  readonly comment: string | undefined;
  /** On the button that approves. */
  readonly approve: string;
  /** On the button that refuses. */
  readonly refuse: string;
  /** What a refusal leaves as it is, in a sentence. */
  readonly refused: string;
  /** What whoever approves says to have understood. */
  readonly children: Child;
}

/** The part of a form that decides: who does, why, and the two buttons. */
export function YourDecision({
  link,
  seen,
  confirms,
  name,
  comment,
  approve,
  refuse,
  refused,
  children,
}: YourDecisionProps) {
  const { approval, decider } = link;
  const mayNot = whyNotApprove(approval, decider);
  const digest = approval.planDigest;
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">Your decision</h2>
      <p>
        {whatCounts(approval, confirms)} It is recorded with {recordedWith(decider)}.
      </p>
      {mayNot && (
        <div class="note warn">
          <p>
            <strong>You cannot approve this.</strong> {mayNot}
          </p>
        </div>
      )}
      <div class="card">
        <label class="field" for="name">
          Your name
        </label>
        <input id="name" name="name" maxlength={maxNameLength} value={name} required autocomplete="name" />
        <label class="field" for="comment">
          Comment <small>(optional; goes into the report)</small>
        </label>
        <textarea id="comment" name="comment" maxlength={maxCommentLength}>
          {comment}
        </textarea>
        <label class="understood" for="understood">
          <input type="checkbox" id="understood" name="understood" value="yes" required />
          <span>{children}</span>
        </label>
        <input type="hidden" name="digest" value={digest} />
        <SeenProposalFields seen={seen} />
        <div class="buttons">
          <button
            type="submit"
            class="delete"
            id="approve"
            name="decision"
            value={confirms ? 'confirm' : 'approve'}
            disabled={mayNot !== undefined}
          >
            {approve}
          </button>
        </div>
        <details class="refuse">
          <summary>{refuse}…</summary>
          <p>
            <strong>{refuse}?</strong> {refused} It is settled for everyone who was asked, and the report says
            it with your name and comment above.
          </p>
          <button type="submit" id="refuse" name="decision" value="reject" formnovalidate>
            {refuse}
          </button>
        </details>
      </div>
      <p class="quiet">
        SHA-256 of the plan you decide on: <code>{digest}</code>
      </p>
    </section>
  );
}

function whatCounts(approval: OpenedLink['approval'], confirms = false): string {
  if (requiredBy(approval) < 2) return 'The first decision counts, for everyone who was asked.';
  const [what] = confirms
    ? ['You are the second: if you confirm, exactly what is proposed is carried out at once.']
    : [
        'Two people have to approve: what you choose is proposed, and counts once another person confirms it.',
      ];
  return `${what} One refusal ends it, for everyone who was asked.`;
}

const recordedWith = ({ knownBy }: OpenedLink['decider']) =>
  knownBy ? 'your identity' : 'your email address';

/** The last question before credentials are approved, which the script asks; never open without it. */
export function DeletionDialog({ isRehearsal, byTwo }: { isRehearsal: boolean; byTwo: boolean }) {
  const then = byTwo && ', once a second person has confirmed it';
  return (
    <dialog id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Delete?</h2>
      <p>
        {isRehearsal ? (
          <>
            <strong>{rehearsalNotice}</strong> In a purge it would be exactly these{then}:
          </>
        ) : (
          <>
            <strong>This cannot be undone.</strong> Exactly these are deleted, and nothing else{then}:
          </>
        )}
      </p>
      <ul id="summary-kinds" class="plain" />
      <div id="summary-caution" class="note warn" hidden>
        <p>
          <strong>Used in the last {recentDays} days, or may have been.</strong> You confirmed each:
        </p>
        <ul id="summary-uses" />
      </div>
      <div class="buttons">
        <button type="button" class="delete" id="summary-delete">
          Delete
        </button>
        <button type="button" id="summary-back">
          Go back
        </button>
      </div>
    </dialog>
  );
}
