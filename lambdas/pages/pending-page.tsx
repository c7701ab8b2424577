import { requiredBy } from '../approval/approval-rules';
import { isOfRehearsal, type OpenedLink } from '../approval/approval-state';
import type { StoredProposal } from '../approval/proposals';
import { cautionsIn, type TickBox, tickBoxesOf } from '../approval/tick-boxes';
import { clipped, count, recentDays, rehearsalNotice, useInWords } from '../report/words';
import type { Plan, PlannedAccount } from '../run/model';
import { boxesThatFit } from './form-size';
import { document, Page } from './layout';
import { LeftAlone } from './left-alone';
import { AccountToDecide } from './planned-account';
import { NothingDecided, RequestDetails, RequestFacts } from './request-facts';
import { SignedInBar } from './signed-in-bar';
import { Toolbar } from './toolbar';
import { DeletionDialog, YourDecision } from './your-decision';

/** What the page that asks about a purge shows. */
export interface Pending {
  readonly link: OpenedLink;
  readonly plan: Plan;
  readonly now: Date;
  readonly isTicked: (tick: TickBox) => boolean;
  readonly isConfirmed: (tick: TickBox) => boolean;
  readonly name?: string;
  readonly comment?: string;
  /** Why the form just sent decided nothing. */
  readonly problem?: string;
  /** The proposal that another selection would take the place of. */
  readonly last?: StoredProposal | undefined;
}

/** The page that asks about a purge: its plan, and the form of which two buttons alone decide. */
export function pendingPage(pending: Pending): string {
  const { link, plan, problem, name, comment, last } = pending;
  const affected = plan.accounts.filter(({ credentials }) => credentials.length > 0);
  const ticks = affected.flatMap((account) => tickBoxesOf(account, plan.plannedAt));
  const fitting = boxesThatFit(ticks);
  const credentials = ticks.flatMap((tick) => tick.credentials).length;
  const isRehearsal = isOfRehearsal(link);
  const byTwo = requiredBy(link.approval) > 1;
  const verb = byTwo ? 'Propose to delete' : isRehearsal ? 'Approve' : 'Delete';
  const title = `Delete ${count(credentials, 'root user credential')} in ${count(affected.length, 'account')}?`;
  return document(
    <Page title={problem ? `Not decided yet – ${title}` : title} withScript isRehearsal={isRehearsal}>
      <SignedInBar link={link} />
      <NothingDecided problem={problem} />
      <h1>{title}</h1>
      {last && <TakesItsPlace last={last} />}
      <MoreThanAForm ticks={ticks} fitting={fitting} />
      <RequestFacts {...pending} />
      {isRehearsal && <AsInAPurge />}
      <Cautions accounts={affected} plannedAt={plan.plannedAt} />
      {!isRehearsal && <Consequences />}
      <RequestDetails link={link} plan={plan} from={count(plan.accounts.length, 'member account')} />
      <section aria-labelledby="credentials">
        <h2 id="credentials">What would be deleted</h2>
        <p>
          Only what you tick {isRehearsal ? 'would be' : 'is'} deleted: exactly these IDs, and nothing that
          appears later. A password and the MFA devices that protect it share one tick, since it must never be
          left without them.
        </p>
        <TickLinks ticks={ticks} isTooMuch={fitting.length < ticks.length} />
        <Toolbar />
      </section>
      <form method="post" id="decision" data-verb={verb}>
        <EnterKeyDecidesNothing />
        <div id="accounts">
          {affected.map((account) => (
            <AccountToDecide account={account} {...pending} plannedAt={plan.plannedAt} />
          ))}
        </div>
        <p class="tally" role="status">
          <span>
            <span id="tally" class="sum">
              Ticked:{' '}
            </span>
            <span id="unshown" class="screen" />
          </span>
          <a class="screen" href="#decide">
            Go to your decision
          </a>
          <strong id="too-large" hidden>
            More is ticked than one form can hold. Take ticks away, by the filters above for instance.
          </strong>
        </p>
        <LeftAlone accounts={plan.accounts} plannedAt={plan.plannedAt} />
        <YourDecision
          link={link}
          seen={last}
          name={name}
          comment={comment}
          approve={`${verb} the ticked credentials`}
          refuse="Refuse everything"
          refused="Nothing is deleted then."
        >
          {/* The style sheet counts the ticks. With the script, a dialog asks instead. */}
          <strong class="sum">{verb} </strong> {isRehearsal ? rehearsalNotice : 'This cannot be undone.'}
        </YourDecision>
      </form>
      <DeletionDialog isRehearsal={isRehearsal} byTwo={byTwo} />
    </Page>,
  );
}

function TakesItsPlace({ last: { proposal } }: { last: StoredProposal }) {
  return (
    <div class="note warn">
      <p>
        <strong>{proposal.decidedBy} has proposed something.</strong> What you choose here takes its place,
        and another person has to confirm it. <a href="?">Back to that proposal</a>
      </p>
    </div>
  );
}

function AsInAPurge() {
  return (
    <div class="note">
      <p>
        Look at the plan and decide as you would about a purge, where it could not be undone. What you decide
        is delivered and reported as it would be then.
      </p>
    </div>
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

/** As many as a phone shows at once. */
const shownAtMost = 6;

interface CautionsProps {
  readonly accounts: PlannedAccount[];
  readonly plannedAt: string;
  /** Whoever proposed it has confirmed each. */
  readonly isConfirmed?: boolean;
}

/** What to look at first: whatever was used lately, or may have been. */
export function Cautions({ accounts, plannedAt, isConfirmed }: CautionsProps) {
  const cautions = cautionsIn(accounts, plannedAt);
  if (cautions.length === 0) return null;
  return (
    <div class="note warn">
      <p>
        <strong>Look here first.</strong> Used in the last {recentDays} days, or nobody can tell:{' '}
        {count(cautions.length, 'credential')},{' '}
        {isConfirmed
          ? 'confirmed one by one by whoever proposed it. Look for yourself, too.'
          : 'each of which needs a confirmation of its own.'}
      </p>
      <ul>
        {cautions.slice(0, shownAtMost).map(({ account, credential }) => (
          <li>
            <a href={`#account-${account.accountId}`}>{clipped(account.name)}</a>{' '}
            <span class="id">{account.accountId}</span>: {useInWords(credential, plannedAt)}
          </li>
        ))}
        {cautions.length > shownAtMost && <li>and {cautions.length - shownAtMost} more, marked below</li>}
      </ul>
    </div>
  );
}

/** What a browser sends beyond the limit never reaches this page, so it is said before. */
function MoreThanAForm({ ticks, fitting }: { ticks: readonly TickBox[]; fitting: readonly TickBox[] }) {
  if (fitting.length === ticks.length) return null;
  const [all, most] = [ticks, fitting].map((each) => each.flatMap(({ credentials }) => credentials).length);
  return (
    <div class="note warn">
      <p>
        <strong>This is more than can be approved at once:</strong> one form holds about{' '}
        {most?.toLocaleString('en-US')} of these {all?.toLocaleString('en-US')} credentials, with their
        confirmations. What is not ticked is left alone and reported; start a further run for it, or one for
        each organizational unit.
      </p>
    </div>
  );
}

/** Each is a page of its own, so that it works everywhere; opening one decides nothing. */
function TickLinks({ ticks, isTooMuch }: { ticks: readonly TickBox[]; isTooMuch: boolean }) {
  const cautions = ticks.filter(({ needsConfirmation }) => needsConfirmation).length;
  if (isTooMuch) {
    return (
      <p class="screen">
        <a href="?select=unused#credentials">Tick those not marked as used or not known</a>, or{' '}
        <a href="?select=none#credentials">none</a>. Neither ticks more than one form can hold.
      </p>
    );
  }
  if (cautions === 0) {
    return (
      <p class="screen" id="tick-links">
        <a href="?select=all#credentials">Tick all</a> or <a href="?select=none#credentials">none</a>.
      </p>
    );
  }
  return (
    <p class="screen" id="tick-links">
      <a href="?select=unused#credentials">Tick all but the {cautions} marked as used or not known</a>,{' '}
      <a href="?select=all#credentials">tick all and confirm these, too</a>, or{' '}
      <a href="?select=none#credentials">none</a>.
    </p>
  );
}

/**
 * Enter in a tick box presses the form's first button. That must not be the one that deletes, so it is this one,
 * which decides nothing. It is out of sight but rendered and enabled, since browsers pass over other ones.
 */
function EnterKeyDecidesNothing() {
  return (
    <button type="submit" name="decision" value="none" class="unseen" tabindex={-1} formnovalidate>
      Decide nothing yet
    </button>
  );
}
