import type { WayToApprove } from './approval-notice';

/** A run in the caller's own organization, as it is about to begin. */
export interface CloudNotice {
  readonly caller: { readonly arn: string; readonly organizationId: string; readonly management: string };
  readonly purges: boolean;
  /** Input of the privileged task that is done instead. */
  readonly task?: object;
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

const decidingOnTask: Record<WayToApprove, string> = {
  ...deciding,
  ask: 'Does what is approved on the page whose link is shown when everything was read.',
  all: 'Does it when everything was read (--approve all).',
};

const decided = 'What was decided before counts, and nobody is asked again: what is left of that is done.';

/** Says before a run whose organization it is about, what it may do there, and where its files are. */
export function cloudNotice(notice: CloudNotice): string {
  const { caller, task, folder, notes } = notice;
  const what = task ? 'Privileged task' : 'Root credential purge';
  return [
    `${what} on this machine, in your organization ${caller.organizationId} (${caller.management}).`,
    ...(task ? [JSON.stringify(task, null, 2)] : []),
    `You are ${caller.arn}.`,
    whatItMay(notice),
    `Files, which only you can read: ${folder}`,
    ...notes,
    '',
  ].join('\n');
}

function whatItMay({ purges, task, approve, isDecided }: CloudNotice): string {
  if (!purges && !task) return 'An audit: it reads and reports, and deletes nothing (--purge would).';
  if (isDecided) return decided;
  return (task ? decidingOnTask : deciding)[approve];
}
