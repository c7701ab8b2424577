import type { Options } from './options';

/** Says before a run who is going to approve, and why, where nobody chose it. */
export function approvalNotice({
  approve,
  approveIsDefault,
}: Pick<Options, 'approve' | 'approveIsDefault'>): string {
  if (approve === 'ask') return 'You decide: the approval link is shown here when it is sent.';
  if (approve === 'none') return 'The whole plan is refused, through the approval page (--approve none).';
  return approveIsDefault
    ? 'This is no terminal, so the whole plan is approved, through the approval page. With --approve ask the run waits for a person.'
    : 'The whole plan is approved, through the approval page (--approve all).';
}
