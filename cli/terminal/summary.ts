import { createColors } from 'picocolors';
import type { AnyReport } from '../../lambdas/tasks/task-model';
import { labelled, labelledLines } from './labelled';
import { printable } from './printable';
import { linesOf, outcomeCountsOf, sentenceOf, subjectsOf } from './report-text';
import { wrap } from './wrap';

/** How a run on this machine went, as data. */
export interface Summary {
  /** Not there where the execution ended before it was written. */
  report: AnyReport | undefined;
  /** Of the execution: `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`. */
  status: string;
  /** The execution's error; shown where there is no report to say it better. */
  failure?: { error: string; cause: string };
  seconds: number;
  /** How often each AWS operation was called, for instance `sts:AssumeRoot`. */
  calls: Record<string, number>;
  /** Root user credentials in the whole organization; `null` where it is not simulated, so that nobody counted. */
  credentialsBefore: number | null;
  credentialsAfter: number | null;
  reportPaths: readonly string[];
  /** In columns. */
  width: number;
  color: boolean;
}

/** How a run went, for a person: the conclusion, each account or target that matters, what AWS was asked, where the report is. */
export function formatSummary(summary: Summary): string {
  const { report, calls, credentialsBefore, credentialsAfter, reportPaths, width } = summary;
  const colors = createColors(summary.color);
  const lines = report ? linesOf(report, width, colors) : [];
  const counted = credentialsBefore !== null && credentialsAfter !== null;
  const facts = [
    ...(report ? labelled(subjectsOf(report), outcomeCountsOf(report), width) : []),
    ...(counted
      ? labelled('Credentials', `${credentialsBefore} before, ${credentialsAfter} after`, width)
      : []),
    ...(isCounted(summary) ? labelled('AWS calls', callsText(calls), width) : []),
    ...labelledLines('Report', reportPaths),
  ];
  return [...headline(summary).flatMap((line) => wrap(line, width)), '', ...lines, '', ...facts]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

/** The app names what is wrong with an input on lines of their own. */
function headline({ report, failure, status, seconds, color }: Summary): string[] {
  const { bold, green, red } = createColors(color);
  const paint = status === 'SUCCEEDED' ? green : red;
  const reason = failure ? ` ${failure.error}: ${failure.cause}` : '';
  const conclusion = report ? sentenceOf(report) : `There is no report.${reason}`;
  const [first = '', ...others] = conclusion.split('\n').map(printable);
  return [`${bold(paint(status))} in ${seconds.toFixed(1)} s. ${first}`, ...others];
}

/** Nobody counts the calls to another endpoint than the simulator's. */
function isCounted({ calls, credentialsBefore }: Summary): boolean {
  return credentialsBefore !== null || Object.keys(calls).length > 0;
}

function callsText(calls: Summary['calls']): string {
  const most = Object.entries(calls).sort(([, a], [, b]) => b - a);
  const total = most.reduce((sum, [, count]) => sum + count, 0);
  if (most.length === 0) return 'none';
  return `${total} in all: ${most.map(([operation, count]) => `${operation} ${count}`).join(', ')}`;
}
