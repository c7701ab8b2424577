import type { Options } from '../run/options/options';

const notices: Record<Options['approve'], string> = {
  ask: 'You decide: the approval link is shown here when it is sent.',
  each: 'You decide, credential by credential: you are asked here when everything was read.',
  all: 'The whole plan is approved, through the approval page (--approve all).',
  none: 'The whole plan is refused, through the approval page (--approve none).',
};

/** Says before a run who is going to approve, and why, where nobody chose it. */
export function approvalNotice({
  approve,
  approveIsDefault,
}: Pick<Options, 'approve' | 'approveIsDefault'>): string {
  return approve === 'all' && approveIsDefault
    ? 'This is no terminal, so the whole plan is approved, through the approval page. With --approve ask the run waits for a person.'
    : notices[approve];
}
