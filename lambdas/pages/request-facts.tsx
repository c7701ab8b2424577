import type { OpenedLink } from '../approval/approval-state';
import { timeLeftText } from '../report/words';
import type { AnyPlan } from '../tasks/shapes';
import { Moment } from './moment';

export interface RequestFactsProps {
  readonly link: OpenedLink;
  readonly plan: AnyPlan;
  readonly now: Date;
  /** What the plan was made from, for instance `12 member accounts`. */
  readonly from: string;
}

/** What is asked of whom, why, and until when. */
export function RequestFacts({ link, plan, now, from }: RequestFactsProps) {
  const otherwise = plan.kind === 'task' ? 'nothing is changed' : 'nothing is deleted';
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
        <Moment at={plan.plannedAt} />, from {from}
      </dd>
      <dt>Decide by</dt>
      <dd>
        <strong>
          <Moment at={link.approval.expiresAt} />
        </strong>{' '}
        ({timeLeftText(link.approval.expiresAt, now)} left). After that, {otherwise}.
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

/** Why the form just sent decided nothing. */
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
