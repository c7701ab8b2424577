import type { createColors } from 'picocolors';
import { conclusionOf } from '../../lambdas/report/answer';
import { evidenceText } from '../../lambdas/report/evidence-words';
import { leftIn, worstFirst } from '../../lambdas/report/findings';
import { sinceLastLines } from '../../lambdas/report/since-last-words';
import type { Report, ReportedAccount } from '../../lambdas/run/report-shapes';
import { resealedInWords } from '../../lambdas/tasks/resealed-in-words';
import type { AnyReport, ReportedTarget, TaskOutcome, TaskReport } from '../../lambdas/tasks/shapes';
import { formatAccounts } from './account-table';
import { named, printable } from './printable';
import { wrap } from './wrap';

type Colors = ReturnType<typeof createColors>;

/** How an execution has ended. */
export interface Ending {
  /** Of the execution: `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`. */
  readonly status: string;
  /** For instance `in 4.2 s`. */
  readonly took: string;
  /** The app names what is wrong with an input on lines of their own. */
  readonly happened: string;
}

/** The first lines about an execution that has ended: its status, how long it took, and what happened. */
export function headlineOf({ status, took, happened }: Ending, width: number, colors: Colors): string[] {
  const paint = status === 'SUCCEEDED' ? colors.green : colors.red;
  const [first = '', ...others] = happened.split('\n').map(printable);
  return [`${colors.bold(paint(status))} ${took}. ${first}`, ...others].flatMap((line) => wrap(line, width));
}

/** The report of a purge or of a privileged task in a sentence or two, the loudest first. */
export function sentenceOf(report: AnyReport): string {
  return report.kind === 'task' ? report.summary : conclusionOf(report);
}

/** The formats in which a report is kept, by their file extensions; the one for people comes first. */
export function formatsOf(report: AnyReport): readonly string[] {
  return report.kind === 'task' ? ['html', 'json'] : ['html', 'csv', 'json'];
}

/** The noun for what a report has an outcome for: `Targets` or `Accounts`. */
export function subjectsOf(report: AnyReport): string {
  return report.kind === 'task' ? 'Targets' : 'Accounts';
}

/** How many outcomes of each kind a report has: `3 kept, 1 clean`. */
export function outcomeCountsOf({ outcomes }: AnyReport): string {
  return Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}

/** What a report has to say of each account or target, line by line. */
export function linesOf(report: AnyReport, width: number, colors: Colors): string[] {
  return report.kind === 'task' ? targetLines(report, width, colors) : accountLines(report, width, colors);
}

/** What is different from the last report, then the accounts; where nobody decided, with the evidence of each credential. */
function accountLines(report: Report, width: number, colors: Colors): string[] {
  const since = sinceLastLines(report).flatMap((line) => wrap(printable(line), width));
  const evidence = (account: ReportedAccount) =>
    report.decision || account.credentials.length === 0
      ? []
      : leftIn(account).map((credential) => evidenceText(credential, report.startedAt));
  const worst = worstFirst(report.accounts, report.startedAt);
  const accounts = formatAccounts(worst, width, colors, evidence);
  return since.length > 0 ? [...since, '', ...accounts] : accounts;
}

const colorOfOutcome: Record<TaskOutcome, 'green' | 'yellow' | 'red'> = {
  done: 'green',
  'already-so': 'green',
  refused: 'yellow',
  expired: 'yellow',
  unknown: 'yellow',
  failed: 'red',
};

function targetLines({ targets }: TaskReport, width: number, colors: Colors): string[] {
  const wrapped = (text: string) => wrap(printable(text), width - indent.length);
  return targets.flatMap((target) => [
    `${nameOf(target)}: ${colors[colorOfOutcome[target.outcome]](target.outcome)}`,
    ...[
      ...[target.reason, target.remedy && `To do: ${target.remedy}`].filter(Boolean).flatMap(wrapped),
      ...target.next.flatMap(({ text, command }, index) => [
        ...wrapped(`${index + 1}. ${text}`),
        // On a line of its own, whole, so that it can be pasted.
        ...(command ? [printable(command)] : []),
      ]),
      ...(target.resealed ? resealedInWords(target.resealed) : []).flatMap(wrapped),
    ].map((line) => indent + line),
    '',
  ]);
}

const indent = '  ';

function nameOf({ accountId, name, resource }: ReportedTarget): string {
  return [named(accountId, name), printable(resource ?? '')].filter(Boolean).join(', ');
}
