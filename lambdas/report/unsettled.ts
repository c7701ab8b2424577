import type { ReportedAccount } from '../run/report-shapes';

/** Whether an account keeps its execution from ending SUCCEEDED: it failed, or is unknown and nobody answers for that. */
export function isUnsettled({ outcome, acknowledged }: ReportedAccount): boolean {
  return outcome === 'failed' || (outcome === 'unknown' && !acknowledged);
}

/** Who answers for an account that is unknown, and until when; empty where nobody does. */
export function acknowledgedText({ acknowledged }: Pick<ReportedAccount, 'acknowledged'>): string {
  if (!acknowledged) return '';
  return `Known until ${acknowledged.expires} (${acknowledged.owner}): ${acknowledged.reason}`;
}

/** An account, or the target of a task, that keeps its execution from ending SUCCEEDED. */
interface Unsettled {
  readonly accountId: string;
  readonly outcome: string;
  readonly reason: string;
  readonly remedy: string;
  /** Whether it is still open, in words. */
  readonly open?: string;
}

/** Why an execution does not end SUCCEEDED: what it came to, in a sentence, and the first five of what is unsettled. */
export function causeOf(cameTo: string, unsettled: readonly Unsettled[]): string {
  const lines = unsettled.slice(0, 5).map(({ accountId, outcome, reason, remedy, open }) => {
    const stillOpen = open ? ` ${shortened(open)}` : '';
    return `${accountId} ${outcome}: ${shortened(reason)} ${remedy}${stillOpen}`;
  });
  const more = unsettled.length > lines.length ? [`… and ${unsettled.length - lines.length} more.`] : [];
  return [cameTo, ...lines, ...more].join('\n');
}

/** A message can be long, a state's output is 256 KiB at most, and the report has it all. */
function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
