import type { PersonalDecision } from '../approval/approval-state';
import { count } from '../report/words';
import { Moment } from './moment';

/** `5 credentials in 3 accounts may be deleted`, or that nothing may. */
export function decisionText({ decision, credentials, task }: PersonalDecision): string {
  if (task) return decision === 'APPROVED' ? 'Approved' : 'Refused: nothing may be changed';
  if (decision === 'REJECTED') return 'Refused: nothing may be deleted';
  const accounts = new Set(credentials.map(({ accountId }) => accountId)).size;
  return `Approved: ${count(credentials.length, 'credential')} in ${count(accounts, 'account')}`;
}

/** Who decided what, when and from where. */
export function DecisionFacts({ decision }: { decision: PersonalDecision }) {
  return (
    <>
      <dt>Decision</dt>
      <dd>
        <strong>{decisionText(decision)}</strong>
      </dd>
      <dt>Decided by</dt>
      <dd>
        {decision.name && <>{decision.name}, </>}
        {decision.decidedBy} <small>(whoever held the link sent to this address)</small>
      </dd>
      <dt>Decided</dt>
      <dd>
        <Moment at={decision.decidedAt} />, from {decision.sourceIp}
      </dd>
      {decision.comment && (
        <>
          <dt>Comment</dt>
          <dd class="pre">{decision.comment}</dd>
        </>
      )}
      <dt>Plan</dt>
      <dd>
        <small>SHA-256</small> <code>{decision.planDigest}</code>
      </dd>
    </>
  );
}
