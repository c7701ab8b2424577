import type { WayToApprove } from './approval-notice';

/** A run in the caller's own organization, as it is about to begin. */
export interface CloudNotice {
  readonly caller: { readonly arn: string; readonly organizationId: string; readonly management: string };
  readonly purges: boolean;
  readonly approve: WayToApprove;
  /** The run goes on, and nobody is asked again. */
  readonly isDecided: boolean;
  /** Where its files are. */
  readonly folder: string;
  /** On where it goes on, should it have been interrupted. */
  readonly notes: readonly string[];
}

const deciding: Record<WayToApprove, string> = {
  ask: 'Deletes what is approved on the page whose link is shown when everything was read.',
  each: 'Deletes what you say y to, credential by credential, when everything was read.',
  all: 'Deletes everything that is in the plan (--approve all).',
  none: 'The whole plan is refused, through the approval page (--approve none).',
};

const decided = 'What was decided before counts, and nobody is asked again: it deletes what is left of that.';

/** Says before a run whose organization it is about, what it may do there, and where its files are. */
export function cloudNotice({ caller, purges, approve, isDecided, folder, notes }: CloudNotice): string {
  return [
    `Root credential purge on this machine, in your organization ${caller.organizationId} (${caller.management}).`,
    `You are ${caller.arn}.`,
    purges
      ? isDecided
        ? decided
        : deciding[approve]
      : 'An audit: it reads and reports, and deletes nothing (--purge would).',
    `Files, which only you can read: ${folder}`,
    ...notes,
    '',
  ].join('\n');
}
