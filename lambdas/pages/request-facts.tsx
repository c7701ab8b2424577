import type { OpenedLink } from '../approval/approval-state';
import { timeLeftText } from '../report/words';
import type { AnyPlan } from '../tasks/shapes';
import { Fact, Moment, RunAndReason } from './facts';

interface RequestFactsProps {
  readonly link: OpenedLink;
  readonly plan: AnyPlan;
  readonly now: Date;
  /** What the plan was made from, for instance `12 member accounts`. */
  readonly from: string;
}

/** The facts of a request for approval: what is asked of whom, why, and until when. */
export function RequestFacts({ link, plan, now, from }: RequestFactsProps) {
  const otherwise = plan.kind === 'task' ? 'nothing is changed' : 'nothing is deleted';
  return (
    <dl class="facts">
      <RunAndReason run={plan.run} reason={plan.reason} />
      <Fact term="Planned">
        <Moment at={plan.plannedAt} />, from {from}
      </Fact>
      <Fact term="Decide by">
        <strong>
          <Moment at={link.approval.expiresAt} />
        </strong>{' '}
        ({timeLeftText(link.approval.expiresAt, now)} left). After that, {otherwise}.
      </Fact>
      <Fact term="You are">
        <strong>{link.approver.email}</strong>
        <br />
        <small>This link is yours: whoever holds it can decide as you. Do not forward it.</small>
      </Fact>
    </dl>
  );
}

/** Says why the form that was just sent decided nothing; nothing where it is shown for the first time. */
export function NothingDecided({ problem }: { problem: string | undefined }) {
  if (!problem) return null;
  return (
    <div class="note danger" role="alert">
      <p>
        <strong>Nothing was decided.</strong> {problem}
      </p>
    </div>
  );
}
