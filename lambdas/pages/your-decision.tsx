import type { Child } from 'hono/jsx';
import { recentDays, rehearsalNotice } from '../report/words';
import { maxCommentLength, maxNameLength } from './approval-form';

interface YourDecisionProps {
  readonly digest: string;
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
  digest,
  name,
  comment,
  approve,
  refuse,
  refused,
  children,
}: YourDecisionProps) {
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">Your decision</h2>
      <p>The first decision counts, for everyone who was asked. It is recorded with your email address.</p>
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
        <div class="buttons">
          <button type="submit" class="delete" id="approve" name="decision" value="approve">
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

/** The last question before credentials are approved, which the script asks; never open without it. */
export function DeletionDialog({ isRehearsal }: { isRehearsal: boolean }) {
  return (
    <dialog id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Delete?</h2>
      <p>
        {isRehearsal ? (
          <>
            <strong>{rehearsalNotice}</strong> In a purge it would be exactly these:
          </>
        ) : (
          <>
            <strong>This cannot be undone.</strong> Exactly these are deleted, and nothing else:
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
