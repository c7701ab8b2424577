import { count, momentText } from '../report/words';
import type { PrivilegedTask } from './privileged-task';
import type { NextStep, PlannedTarget, ReportedTarget, TaskOutcome, TaskPlan } from './shapes';

/** Title and meaning of each outcome of a target, those that need attention first. */
export const taskOutcomeWords: Record<TaskOutcome, { title: string; meaning: string }> = {
  failed: { title: 'Failed', meaning: 'It was not done, and nothing was changed.' },
  unknown: { title: 'Unknown', meaning: 'Nothing certain can be said: it may have been done.' },
  expired: { title: 'Expired', meaning: 'Nobody decided in time, so nothing was changed.' },
  refused: { title: 'Refused', meaning: 'An approver refused it, so nothing was changed.' },
  done: { title: 'Done', meaning: 'It was done as approved, and a second look found it so.' },
  'already-so': { title: 'Already so', meaning: 'There was nothing to do.' },
};

/** A duration in its two largest units: `2 hours`, `1 day and 6 hours`, `90 minutes`. */
export function durationText(seconds: number): string {
  if (seconds < 7200 && seconds % 3600 > 0) return count(Math.round(seconds / 60), 'minute');
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  const minutes = Math.round((seconds % 3600) / 60);
  const parts = [
    days > 0 && count(days, 'day'),
    hours > 0 && count(hours, 'hour'),
    minutes > 0 && count(minutes, 'minute'),
  ].filter((part) => part !== false);
  return parts.slice(0, 2).join(' and ');
}

/** The targets of a plan that its approver decides on. */
export function toDo({ targets }: Pick<TaskPlan, 'targets'>): PlannedTarget[] {
  return targets.filter(({ finding }) => finding.state === 'to-do');
}

/** A policy as a person reads it; one that is no JSON stays as it is. */
export function prettyPolicy(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A next step as one text, its command at the end. */
export function stepText({ text, command }: NextStep): string {
  return command ? `${text} ${command}` : text;
}

/** How a task went, in one sentence or two, for instance `Delete the policy of bucket logs: done.` */
export function taskSummary(
  { words: { command } }: PrivilegedTask,
  targets: readonly ReportedTarget[],
  resealAt: string | undefined,
): string {
  const counts = Object.entries(taskOutcomeWords)
    .map(
      ([outcome, { title }]) => [targets.filter((each) => each.outcome === outcome).length, title] as const,
    )
    .filter(([n]) => n > 0);
  const outcomes = counts.map(([n, title]) => `${targets.length > 1 ? `${n} ` : ''}${title.toLowerCase()}`);
  const again = resealAt ? ` A purge takes it away again from ${momentText(resealAt)} on.` : '';
  const resealed = resealedShare(targets);
  const sealed = resealed && ` Taken away again in ${resealed}.`;
  return `${command(targets)}: ${outcomes.join(', ')}.${again}${sealed}`;
}

/** In how many accounts what the task allowed is taken away again: `1 of 2 accounts`; empty where none was to be. */
export function resealedShare(targets: readonly ReportedTarget[]): string {
  const resealed = targets.flatMap((target) => target.resealed ?? []);
  const sealed = resealed.filter((each) => each.sealed === 'yes').length;
  return resealed.length > 0 ? `${sealed} of ${count(resealed.length, 'account')}` : '';
}
