import { explain, failureOfCaught } from '../report/explain';
import type { CaughtError, Decision, Failure } from '../run/model';
import type { PrivilegedTask } from './privileged-task';
import type { Performed, PlannedTarget, ReportedTarget, TaskTarget } from './shapes';

/** Everything that a run knows about one target of a task; a part is missing where the run did not get that far. */
export interface TargetEvidence {
  readonly task: PrivilegedTask;
  readonly target: TaskTarget;
  readonly planned: PlannedTarget | undefined;
  readonly decision: Decision | undefined;
  readonly performed: Performed | undefined;
  /** What ended the run early, if anything did. */
  readonly caught: CaughtError | null;
  readonly resealAt: string | undefined;
}

type TargetEnd = Pick<ReportedTarget, 'outcome' | 'reason' | 'remedy' | 'next'>;

/** What a report says of one target of a task: one outcome. What was not seen done is never called done. */
export function reportTarget(evidence: TargetEvidence): ReportedTarget {
  const { accountId, name, email, path, joinedMethod, joinedAt, resource } = evidence.target;
  const region = evidence.planned?.region ?? evidence.target.region;
  const target = { accountId, name, email, path, joinedMethod, joinedAt, resource, region };
  return { ...target, ...outcomeOf({ ...evidence, target }) };
}

function outcomeOf(evidence: TargetEvidence): TargetEnd {
  const { task, planned, performed, decision, caught } = evidence;
  if (!planned) return failed(caught ? failureOfCaught(caught) : noResult);
  if (planned.finding.state === 'already-so') return withoutNextSteps('already-so', task.words.alreadySo, '');
  if (planned.finding.state === 'unknown') return failed(planned.finding.failure);
  if (performed) return performedOutcome(evidence, planned, performed);
  switch (decision?.decision) {
    case 'REJECTED':
      return withoutNextSteps(
        'refused',
        `${decision.decidedBy} refused it.`,
        'Nothing, unless it is still needed.',
      );
    case 'EXPIRED':
      return withoutNextSteps('expired', 'Nobody decided in time.', 'Start it again to ask again.');
    case 'NOT_ASKED':
      return failed(failureOfCaught(decision.caught));
    // Approved, and no result: how far it came, nobody knows, unless it never began.
    case 'APPROVED':
      return caught && caught.state !== 'PerformTask' ? failed(failureOfCaught(caught)) : unknown(noResult);
    default:
      return failed(caught ? failureOfCaught(caught) : noResult);
  }
}

function performedOutcome(
  { task, target, resealAt }: TargetEvidence,
  { policy }: PlannedTarget,
  performed: Performed,
): TargetEnd {
  const { result } = performed;
  if (result === 'failed' || result === 'unknown') {
    const failure = 'caught' in performed ? failureOfCaught(performed.caught) : performed.failure;
    return result === 'failed' ? failed(failure) : unknown(failure);
  }
  const next = task.nextSteps({ target, storedAs: policy?.storedAs, resealAt });
  if (result === 'done') return { outcome: 'done', reason: '', remedy: '', next };
  const reason = 'Somebody was faster: it was so already when its turn came.';
  return { outcome: 'already-so', reason, remedy: '', next };
}

const noResult: Failure = {
  call: 'the workflow',
  error: 'NoResult',
  message: 'it ended without a result for this target',
};

function withoutNextSteps(outcome: TargetEnd['outcome'], reason: string, remedy: string): TargetEnd {
  return { outcome, reason, remedy, next: [] };
}

function failed(failure: Failure): TargetEnd {
  const { reason, remedy } = explain(failure);
  return withoutNextSteps('failed', reason, remedy);
}

function unknown(failure: Failure): TargetEnd {
  const { reason, remedy } = explain(failure);
  return withoutNextSteps('unknown', reason, remedy);
}
