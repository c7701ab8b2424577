import { isSameDecider, requiredBy } from '../approval/approval-rules';
import type { OpenedLink } from '../approval/approval-state';
import type { StoredProposal } from '../approval/proposals';
import { explain } from '../report/explain';
import { clipped, count, kindPlurals } from '../report/words';
import { durationText, prettyPolicy, toDo } from '../tasks/in-words';
import type { PrivilegedTask } from '../tasks/privileged-task';
import type { PlannedTarget, TaskPlan } from '../tasks/shapes';
import { document, Page } from './layout';
import { AccountIdLine, CredentialLine } from './planned-account';
import { ProposalFacts } from './proposal-facts';
import { WaitsForAnother } from './proposal-page';
import { NothingDecided, RequestDetails, RequestFacts } from './request-facts';
import { SignedInBar } from './signed-in-bar';
import { YourDecision } from './your-decision';

interface TaskPending {
  readonly link: OpenedLink;
  readonly plan: TaskPlan;
  readonly task: PrivilegedTask;
  readonly now: Date;
  readonly name?: string;
  readonly comment?: string;
  /** Why the form just sent decided nothing. */
  readonly problem?: string;
  /** What somebody has proposed: a task is decided on as a whole, so that there is nothing else to propose. */
  readonly last?: StoredProposal | undefined;
  /** Whoever proposed it wants to refuse after all. */
  readonly chooses?: boolean;
}

/**
 * The page that asks about a privileged task: what the root user would be able to do, or which policy would go, and
 * the form that decides on all of it at once.
 */
export function taskPendingPage(pending: TaskPending): string {
  const { link, plan, task, now, problem, last, chooses } = pending;
  const isOwn = last && isSameDecider(last.proposal, link.decider, link.approval.rules?.people);
  const targets = toDo(plan);
  const title = `${task.words.command(targets)}?`;
  return document(
    <Page title={problem ? `Not decided yet – ${title}` : title} withScript refresh={isOwn ? 15 : undefined}>
      <SignedInBar link={link} />
      <NothingDecided problem={problem} />
      <h1>{title}</h1>
      {isOwn && <WaitsForAnother />}
      {last && (
        <dl class="facts">
          <ProposalFacts proposal={last.proposal} />
        </dl>
      )}
      <RequestFacts link={link} plan={plan} now={now} />
      <Consequences task={task} plan={plan} />
      <section aria-labelledby="targets">
        <h2 id="targets">Where</h2>
        {targets.map((target) => (
          <Target task={task} target={target} plannedAt={plan.plannedAt} />
        ))}
      </section>
      <NotAsked task={task} plan={plan} />
      <RequestDetails link={link} plan={plan} from={count(plan.targets.length, 'member account')} />
      {isOwn && !chooses ? <RefuseAsWell /> : <TaskForm {...pending} />}
    </Page>,
  );
}

function TaskForm({ link, task, name, comment, last }: TaskPending) {
  const proposes = requiredBy(link.approval) > 1;
  return (
    <form method="post">
      <YourDecision
        link={link}
        seen={last}
        confirms={last !== undefined}
        name={name}
        comment={comment}
        approve={last ? 'Confirm exactly this' : proposes ? 'Propose this' : task.words.approve}
        refuse="Refuse"
        refused="Nothing is changed then."
      >
        {task.words.understood}
      </YourDecision>
    </form>
  );
}

function RefuseAsWell() {
  return (
    <p class="screen">
      You changed your mind? <a href="?choose=otherwise">Refuse it</a>.
    </p>
  );
}

interface TaskAndPlan {
  readonly task: PrivilegedTask;
  readonly plan: TaskPlan;
}

function Consequences({ task, plan: { resealAfterSeconds } }: TaskAndPlan) {
  const [first, ...more] = task.words.consequences;
  return (
    <>
      <div class="note danger">
        <p>
          <strong>{first}</strong>
        </p>
        {more.map((text) => (
          <p>{text}</p>
        ))}
      </div>
      {task.canBeResealed && <Reseal seconds={resealAfterSeconds} />}
    </>
  );
}

function Reseal({ seconds }: { seconds: number | undefined }) {
  if (seconds === undefined)
    return (
      <div class="note warn">
        <p>
          <strong>Nothing takes it away again by itself.</strong> It stays until somebody starts a purge of
          these accounts.
        </p>
      </div>
    );
  return (
    <div class="note">
      <p>
        <strong>{durationText(seconds)} after it was allowed</strong>, a purge of these accounts begins, for
        the password and what was made since. It asks for an approval of its own: without that, nothing is
        taken away.
      </p>
    </div>
  );
}

interface TargetProps {
  readonly task: PrivilegedTask;
  readonly target: PlannedTarget;
  readonly plannedAt: string;
}

function Target({ task, target, plannedAt }: TargetProps) {
  const { name, resource, policy } = target;
  return (
    <article class="card">
      <h3>{clipped(name)}</h3>
      <AccountIdLine account={target} />
      {policy ? (
        <>
          <p>
            <b>{task.words.resource}</b> <code>{resource}</code>
          </p>
          <p>Its policy now:</p>
          <pre class="policy">{prettyPolicy(policy.text)}</pre>
          <p class="quiet">
            SHA-256 <code>{policy.digest}</code>: if it is another one by then, it is left alone. It is kept
            as <code>{policy.storedAs}</code>.
          </p>
        </>
      ) : (
        <RootUser target={target} plannedAt={plannedAt} />
      )}
    </article>
  );
}

/** Who would be able to become root, and what stands in the way. */
function RootUser({ target, plannedAt }: { target: PlannedTarget; plannedAt: string }) {
  const { email, credentials, unread } = target;
  // What could not be read may be there.
  const hasNoMfa = ![...credentials, ...unread].some(({ kind }) => kind === 'mfa-devices');
  return (
    <>
      <p>
        The root user’s mailbox: <b>{clipped(email)}</b>
      </p>
      {hasNoMfa && (
        <p>
          <span class="badge warn">No MFA device</span> The mailbox alone is enough.
        </p>
      )}
      {credentials.length > 0 && <p>What its root user holds now:</p>}
      {credentials.map((credential) => (
        <CredentialLine credential={credential} plannedAt={plannedAt} />
      ))}
      {unread.length > 0 && (
        <p class="quiet">Could not be read: {unread.map(({ kind }) => kindPlurals[kind]).join(', ')}</p>
      )}
    </>
  );
}

/** What this decision is not about. */
function NotAsked({ task, plan: { targets } }: TaskAndPlan) {
  const others = targets.filter(({ finding }) => finding.state !== 'to-do');
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="not-asked">
      <h2 id="not-asked">Left alone in any case</h2>
      {others.map((target) => (
        <article class="card">
          <h3>{clipped(target.name)}</h3>
          <AccountIdLine account={target} />
          <p>
            {target.finding.state === 'unknown'
              ? explain(target.finding.failure).reason
              : task.words.alreadySo}
          </p>
        </article>
      ))}
    </section>
  );
}
