import type { PersonalDecision } from '../approval/approval-state';
import { howKnown } from '../report/decider-words';
import { count } from '../report/words';
import type { Decision } from '../run/model';
import { Fact, Moment } from './facts';
import { ProposalFacts } from './proposal-facts';

/** A decision in a few words: `Approved: 5 credentials in 3 accounts`, or that nothing may be deleted or changed. */
export function decisionText({ decision, credentials, task }: PersonalDecision): string {
  if (task) return decision === 'APPROVED' ? 'Approved' : 'Refused: nothing may be changed';
  if (decision === 'REJECTED') return 'Refused: nothing may be deleted';
  const accounts = new Set(credentials.map(({ accountId }) => accountId)).size;
  return `Approved: ${count(credentials.length, 'credential')} in ${count(accounts, 'account')}`;
}

/** The facts of a decision: who decided what, when, from where, and on which plan. */
export function DecisionFacts({ decision }: { decision: PersonalDecision }) {
  return (
    <>
      <Fact term="Decision">
        <strong>{decisionText(decision)}</strong>
      </Fact>
      {decision.proposal && <ProposalFacts proposal={decision.proposal} />}
      <Fact term={decision.proposal ? 'Confirmed by' : 'Decided by'}>
        {decision.name && <>{decision.name}, </>}
        {decision.decidedBy} <small>({howKnown(decision.knownBy)})</small>
      </Fact>
      <Fact term={decision.proposal ? 'Confirmed' : 'Decided'}>
        <Moment at={decision.decidedAt} />, from {decision.sourceIp}
      </Fact>
      {decision.comment && (
        <>
          <dt>Comment</dt>
          <dd class="pre">{decision.comment}</dd>
        </>
      )}
      <Fact term="Plan">
        <small>SHA-256</small> <code>{decision.planDigest}</code>
      </Fact>
    </>
  );
}

interface DecisionOrNoneProps {
  readonly decision: Decision | undefined;
  /** What was left as it was where nobody approved: `nothing was deleted`. */
  readonly otherwise: string;
  /** Why nobody had to be asked, where there is no decision. */
  readonly notNeeded: string;
}

/** A report's facts about its decision: a person's, or why there is none. */
export function DecisionOrNone({ decision, otherwise, notNeeded }: DecisionOrNoneProps) {
  if (decision && 'decidedBy' in decision) return <DecisionFacts decision={decision} />;
  return <Fact term="Decision">{undecidedText(decision, otherwise) ?? `None: ${notNeeded}.`}</Fact>;
}

function undecidedText(
  decision: Exclude<Decision, PersonalDecision> | undefined,
  otherwise: string,
): string | undefined {
  if (!decision) return undefined;
  if (decision.decision === 'EXPIRED') return `Expired: nobody decided in time, so ${otherwise}.`;
  const { error, state } = decision.caught;
  return `Nobody could be asked, so ${otherwise} (${error} in ${state}).`;
}
