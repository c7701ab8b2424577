import { oneLine } from '../report/visible-text';
import { count } from '../report/words';
import { durationText, resealedShare, stepText, taskOutcomeWords, toDo } from '../tasks/in-words';
import type { PrivilegedTask } from '../tasks/privileged-task';
import { type Tasks, taskNamed } from '../tasks/registry';
import { resealedInWords } from '../tasks/resealed-in-words';
import type { PlannedTarget, ReportedTarget, TaskPlan, TaskReport } from '../tasks/shapes';
import {
  aboutRun,
  decisionWords,
  type Email,
  mailbox,
  quoted,
  type RequestWords,
  runLines,
} from './email-words';

/** What the plan of a privileged task asks for, as the emails about it say it. */
export function taskRequestWords(plan: TaskPlan, { words }: PrivilegedTask): RequestWords {
  const targets = toDo(plan);
  const inAccounts = count(targets.length, 'account');
  return {
    ask: `${words.ask} in ${targets.length === 1 ? targets[0]?.accountId : inAccounts}`,
    about: 'a privileged task, done as the root user of member accounts,',
    what: [
      words.command(targets),
      ...targets.slice(0, 20).map(targetInWords),
      ...(targets.length > 20 ? [`… and ${targets.length - 20} more`] : []),
      ...resealInWords(plan),
    ],
    look: 'Look at what would be possible then, and decide here:',
    consequence: words.consequenceInMail ?? words.consequences[0],
    otherwise: 'nothing is changed',
  };
}

function targetInWords({ accountId, name, email, resource }: PlannedTarget): string {
  return `- ${accountId} ${quoted(name)}: ${resource ? quoted(resource) : `mailbox ${mailbox(email)}`}`;
}

function resealInWords({ resealAfterSeconds }: TaskPlan): string[] {
  if (resealAfterSeconds === undefined) return [];
  return [
    `Taken away again ${durationText(resealAfterSeconds)} later, by a purge with an approval of its own`,
  ];
}

/** The email that tells everyone who was asked how a privileged task ended, and what comes next. */
export function taskOutcomeEmail(report: TaskReport, storedAt: string, tasks?: Tasks): Email {
  const task = taskNamed(report.task, tasks);
  const { targets } = report;
  const attention = targets.filter(needsAttention).length;
  return {
    subject: `Privileged task: ${subjectOf(report)}, ${attention} need attention`,
    message: [
      ...aboutRun(report),
      report.summary,
      '',
      ...runLines(report, { decided: decisionWords(report.decision, 'approved'), storedAt }),
      '',
      ...targets.map((target) => `- ${reportedInWords(task, target)}`),
      ...nextInWords(report),
    ].join('\n'),
  };
}

/** Whether somebody has to look at a target: it failed, nobody knows of it, or it is still open after its time. */
export function needsAttention({ outcome, resealed }: ReportedTarget): boolean {
  const staysOpen = resealed && (resealed.sealed === 'no' || resealed.sealed === 'unknown');
  return outcome === 'failed' || outcome === 'unknown' || staysOpen === true;
}

function subjectOf({ outcomes, decision, resealRun, targets }: TaskReport): string {
  if (resealRun) return `taken away again in ${resealedShare(targets)}`;
  if (decision?.decision === 'EXPIRED') return 'expired, nobody decided in time';
  if (decision?.decision === 'REJECTED') return 'refused, nothing changed';
  return `${outcomes.done ?? 0} done`;
}

function reportedInWords({ words }: PrivilegedTask, target: ReportedTarget): string {
  const { accountId, name, outcome, reason, resealed } = target;
  const said =
    outcome === 'done' ? `${words.done}.` : `${taskOutcomeWords[outcome].title}. ${quoted(reason)}`;
  const found = resealed ? resealedInWords(resealed).map(quoted) : [];
  return [`${accountId} ${quoted(name)}: ${said}`, ...found].join('\n  ');
}

/** The steps of the first, and for whom else they are the same. */
function nextInWords({ targets }: TaskReport): string[] {
  const [first, ...others] = targets.filter(({ next }) => next.length > 0);
  if (!first) return [];
  return [
    '',
    `What comes next in ${first.accountId}:`,
    ...first.next.map((step, index) => `${index + 1}. ${oneLine(stepText(step), 1000)}`),
    ...(others.length > 0 ? ['The same in:'] : []),
    ...others.map(({ accountId, email }) => `- ${accountId}, mailbox ${mailbox(email)}`),
  ];
}
