import { rehearsalNotice } from '../../lambdas/report/words';
import { type Fact, whyUnknown } from '../aws/fact';
import { printable } from '../terminal/printable';
import { waitingStates } from '../terminal/waiting-states';
import { duration, moment } from './moments';
import { type Approval, type RunObjects, readApproval, readReport } from './read-run-objects';

/** Whom or what an execution waits for in this state, until when; `undefined` where that is not known yet. */
export async function waitingText(
  state: string,
  objects: RunObjects,
  now: Date,
): Promise<string | undefined> {
  if (waitingStates.has(state)) return approvalText(await readApproval(objects), now);
  if (state !== 'WaitToReseal') return undefined;
  const report = await readReport(objects);
  const resealAt = report.known && report.value && 'resealAt' in report.value && report.value.resealAt;
  const until = resealAt ? ` until ${moment(resealAt)}` : '';
  return `What was approved is done. It waits${until}; then a purge of these accounts begins, and asks the approvers.`;
}

/** Whose decision an execution waits for, and until when; `undefined` where the request is not stored yet. */
export function approvalText(approval: Fact<Approval | undefined>, now: Date): string | undefined {
  if (!approval.known) {
    return `It waits for an approver's decision. Who was asked, and until when, is not known: ${whyUnknown(approval)}.`;
  }
  if (!approval.value) return undefined;
  const { approvers, requestedAt, expiresAt, mode } = approval.value;
  // A redriven request has asked everybody a second time; both links of theirs lead to it.
  const who = [...new Set(approvers.map(({ email }) => printable(email)))].join(', ');
  const left = duration(new Date(expiresAt).getTime() - now.getTime());
  const notice = mode === 'rehearsal' ? ` ${rehearsalNotice}` : '';
  return `It waits for a decision by ${who} (asked by email at ${moment(requestedAt)}) until ${moment(expiresAt)}, for ${left} from now.${notice}`;
}
