import type { createColors } from 'picocolors';
import type { Report } from '../../lambdas/shared/model';
import { resealedInWords } from '../../lambdas/shared/task-emails';
import type { AnyReport, ReportedTarget, TaskOutcome, TaskReport } from '../../lambdas/shared/task-model';
import { named } from './account-name';
import { formatAccounts } from './account-table';
import { printable } from './printable';
import { wrap } from './wrap';

type Colors = ReturnType<typeof createColors>;

/** The report of a purge or of a privileged task in one sentence. */
export function sentenceOf(report: AnyReport): string {
  return 'targets' in report ? report.summary : report.coverage;
}

/** In which formats the report is kept; the one for people comes first. */
export function formatsOf(report: AnyReport): readonly string[] {
  return 'targets' in report ? ['html', 'json'] : ['html', 'csv', 'json'];
}

/** What the report has an outcome for. */
export function subjectsOf(report: AnyReport): string {
  return 'targets' in report ? 'Targets' : 'Accounts';
}

/** For instance `3 kept, 1 clean`. */
export function countsOf({ outcomes }: AnyReport): string {
  return Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}

/** What there is to say of each account or target, line by line. */
export function linesOf(report: AnyReport, width: number, colors: Colors): string[] {
  return 'targets' in report ? targetLines(report, width, colors) : accountLines(report, width, colors);
}

function accountLines({ accounts }: Report, width: number, colors: Colors): string[] {
  return formatAccounts(accounts, width, colors);
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
      ...target.next.flatMap((step, index) => {
        const [words = '', command] = commandApart(step);
        return [...wrapped(`${index + 1}. ${words}`), ...(command ? [printable(command)] : [])];
      }),
      ...(target.resealed ? resealedInWords(target.resealed) : []).flatMap(wrapped),
    ].map((line) => indent + line),
    '',
  ]);
}

/** A command at the end of a step is for a line of its own, whole, so that it can be pasted. */
function commandApart(step: string): string[] {
  return step.split(/(?<=:) (?=(?:aws|cp) )/, 2);
}

const indent = '  ';

function nameOf({ accountId, name, bucket, queueUrl }: ReportedTarget): string {
  return [named(accountId, name), printable(bucket ?? queueUrl ?? '')].filter(Boolean).join(', ');
}
