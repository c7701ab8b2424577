import type { OpenedLink } from '../shared/approval-state';
import type { Plan, PlannedAccount } from '../shared/model';
import { maxCommentLength } from './approval-form';
import { document, Page } from './layout';
import { LeftAlone } from './left-alone';
import { Moment } from './moment';
import { AccountToDecide } from './planned-account';
import { type Tick, ticksOf } from './ticks';
import { count, recentDays, recentlyUsed, timeLeftText } from './words';

export interface Pending {
  readonly link: OpenedLink;
  readonly plan: Plan;
  readonly now: Date;
  readonly isTicked: (tick: Tick) => boolean;
  readonly comment?: string;
  /** Why the form just sent decided nothing. */
  readonly problem?: string;
}

/** The plan, and the form that decides on it. Nothing on it decides anything but its two buttons. */
export function pendingPage(pending: Pending): string {
  const { link, plan, problem } = pending;
  const affected = plan.accounts.filter(({ credentials }) => credentials.length > 0);
  const credentials = affected.flatMap(ticksOf).flatMap((tick) => tick.credentials).length;
  const title = `Delete ${count(credentials, 'root user credential')} in ${count(affected.length, 'account')}?`;
  return document(
    <Page title={problem ? `Not decided yet – ${title}` : title}>
      {problem && (
        <div class="note danger" role="alert">
          <p>
            <strong>Nothing was decided.</strong> {problem}
          </p>
        </div>
      )}
      <h1>{title}</h1>
      <Request {...pending} />
      <Consequences />
      <RecentlyUsed accounts={affected} plannedAt={plan.plannedAt} />
      <form method="post">
        <EnterKeyDecidesNothing />
        <Credentials {...pending} affected={affected} />
        <LeftAlone accounts={plan.accounts} plannedAt={plan.plannedAt} />
        <Decide digest={link.approval.planDigest} comment={pending.comment} />
      </form>
    </Page>,
  );
}

function Request({ link, plan, now }: Pending) {
  return (
    <dl class="facts">
      <dt>Run</dt>
      <dd>
        <code>{plan.run}</code>
      </dd>
      <dt>Reason given</dt>
      <dd class="pre">{plan.reason ?? 'none'}</dd>
      <dt>Planned</dt>
      <dd>
        <Moment at={plan.plannedAt} />, from {count(plan.accounts.length, 'member account')}
      </dd>
      <dt>Decide by</dt>
      <dd>
        <strong>
          <Moment at={link.approval.expiresAt} />
        </strong>{' '}
        ({timeLeftText(link.approval.expiresAt, now)} left). After that, nothing is deleted.
      </dd>
      <dt>You are</dt>
      <dd>
        <strong>{link.approver.email}</strong>
        <br />
        <small>This link is yours: whoever holds it can decide as you. Do not forward it.</small>
      </dd>
    </dl>
  );
}

function Consequences() {
  return (
    <div class="note danger">
      <p>
        <strong>This cannot be undone.</strong> A root user credential cannot be switched off first to see
        what breaks; what is deleted is gone. Look at when each was last used.
      </p>
      <p>
        If a root user is needed again: “Allow password recovery” in the IAM console (or a root session with
        the task policy <code>IAMCreateRootUserPassword</code>) lets the owner of the account’s email address
        set a new password. Old keys, certificates and MFA devices do not come back.
      </p>
    </div>
  );
}

const shownAtMost = 12;

function RecentlyUsed({ accounts, plannedAt }: { accounts: PlannedAccount[]; plannedAt: string }) {
  const recent = accounts.filter(({ credentials }) =>
    credentials.some(({ lastUsed }) => recentlyUsed(lastUsed, plannedAt)),
  );
  if (recent.length === 0) return null;
  return (
    <div class="note warn">
      <p>
        <strong>Look here first.</strong> Root user credentials of {count(recent.length, 'account')} were used
        in the last {recentDays} days:
      </p>
      <ul>
        {recent.slice(0, shownAtMost).map(({ accountId, name }) => (
          <li>
            <a href={`#account-${accountId}`}>{name}</a> <span class="id">{accountId}</span>
          </li>
        ))}
        {recent.length > shownAtMost && <li>and {recent.length - shownAtMost} more, marked below</li>}
      </ul>
    </div>
  );
}

/**
 * Enter in a tick box presses the form's first button. That must not be the one that deletes, so it is this one,
 * which decides nothing. It is out of sight but rendered and enabled, since browsers pass over other ones.
 */
function EnterKeyDecidesNothing() {
  return (
    <button type="submit" name="decision" value="none" class="unseen" tabindex={-1}>
      Decide nothing yet
    </button>
  );
}

function Credentials({ plan, isTicked, affected }: Pending & { affected: PlannedAccount[] }) {
  const ticks = affected.flatMap(ticksOf).length;
  return (
    <section aria-labelledby="credentials">
      <div class="row">
        <h2 id="credentials">What would be deleted</h2>
        <p>
          <a href="?select=all#credentials">Tick all</a> or <a href="?select=none#credentials">none</a>
        </p>
      </div>
      <p>Only what you tick is deleted: exactly these IDs, and nothing that appears later.</p>
      {affected.map((account) => (
        <AccountToDecide account={account} plannedAt={plan.plannedAt} isTicked={isTicked} />
      ))}
      <p class="tally">
        <span>
          <b /> of {ticks} ticked
        </span>
        <a href="#decide">Go to your decision</a>
      </p>
    </section>
  );
}

function Decide({ digest, comment }: { digest: string; comment: string | undefined }) {
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">Your decision</h2>
      <p>The first decision counts, for everyone who was asked. It is recorded with your email address.</p>
      <div class="card">
        <input type="hidden" name="digest" value={digest} />
        <label class="field" for="comment">
          Comment <small>(optional; goes into the report)</small>
        </label>
        <textarea id="comment" name="comment" maxlength={maxCommentLength}>
          {comment}
        </textarea>
        <div class="buttons">
          <button type="submit" class="delete" name="decision" value="approve">
            Delete the ticked credentials
          </button>
          <button type="submit" name="decision" value="reject">
            Refuse everything
          </button>
        </div>
      </div>
      <p class="quiet">
        SHA-256 of the plan you decide on: <code>{digest}</code>
      </p>
    </section>
  );
}
