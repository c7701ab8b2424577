/** The values of `--approve`: the whole plan, nothing of it, on the approval page, or y/n for each credential. */
export const waysToApprove = ['all', 'none', 'ask', 'each'] as const;
/** One of the values of `--approve`. */
export type WayToApprove = (typeof waysToApprove)[number];

/** Who approves the plan of a run on this machine. */
export interface ApprovalOptions {
  readonly approve: WayToApprove;
  /** Nobody said how to approve. */
  readonly approveIsDefault: boolean;
}

const notices: Record<WayToApprove, string> = {
  ask: 'You decide: the approval link is shown here when it is sent.',
  each: 'You decide, credential by credential: you are asked here when everything was read.',
  all: 'The whole plan is approved, through the approval page (--approve all).',
  none: 'The whole plan is refused, through the approval page (--approve none).',
};

/** What is said instead of a run that only looks. */
export const auditNotice = 'This is an audit: nobody is asked, and nothing is deleted.';

/** Says before a run who is going to approve, and why, where nobody chose it. */
export function approvalNotice({ approve, approveIsDefault }: ApprovalOptions): string {
  return approve === 'all' && approveIsDefault
    ? 'This is no terminal, so the whole plan is approved, through the approval page. With --approve ask the run waits for a person.'
    : notices[approve];
}
