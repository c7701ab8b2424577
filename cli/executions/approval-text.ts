import { printable } from '../../local/terminal/printable';
import { type Known, whyUnknown } from '../known';
import { duration, moment } from './moments';
import type { Approval } from './run-store';

/** In these a run waits for a person. */
export const approvalStates: ReadonlySet<string> = new Set([
  'RequestApproval',
  'RemindApprovers',
  'WaitWithoutReminder',
]);

/** Who decides, and until when; `undefined` while the request is not stored yet. */
export function approvalText(approval: Known<Approval | undefined>, now: Date): string | undefined {
  if (!approval.known) {
    return `It waits for an approver's decision. Who was asked, and until when, is not known: ${whyUnknown(approval)}.`;
  }
  if (!approval.value) return undefined;
  const { approvers, requestedAt, expiresAt } = approval.value;
  const who = approvers.map(({ email }) => printable(email)).join(', ');
  const left = duration(new Date(expiresAt).getTime() - now.getTime());
  return `It waits for a decision by ${who} (asked by email at ${moment(requestedAt)}) until ${moment(expiresAt)}, for ${left} from now.`;
}
