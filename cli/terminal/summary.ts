import { createColors } from 'picocolors';
import type { AnyReport } from '../../lambdas/tasks/shapes';
import { sumOf, totalsOf } from './credential-totals';
import { headlineOf, linesOf, outcomeCountsOf, sentenceOf, subjectsOf } from './report-text';
import { labelled, labelledLines } from './wrap';

/** How a run on this machine went, as data. */
export interface Summary {
  /** Undefined where the execution ended before it was written. */
  report: AnyReport | undefined;
  /** The status of the execution: `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`. */
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
  const { report, calls, credentialsBefore, credentialsAfter, reportPaths, width, status } = summary;
  const colors = createColors(summary.color);
  const lines = report ? linesOf(report, width, colors) : [];
  const counted = credentialsBefore !== null && credentialsAfter !== null;
  const facts = [
    ...(report ? labelled(subjectsOf(report), outcomeCountsOf(report), width) : []),
    ...(counted
      ? labelled(
          'Credentials',
          `${credentialsBefore} before, ${credentialsAfter} after, as the simulator counts`,
          width,
        )
      : foundText(report, width)),
    ...(isCounted(summary) ? labelled('AWS calls', callsText(calls), width) : []),
    ...labelledLines('Report', reportPaths),
  ];
  const took = `in ${summary.seconds.toFixed(1)} s`;
  const headline = headlineOf({ status, took, happened: whatHappened(summary) }, width, colors);
  return [...headline, '', ...lines, '', ...facts].join('\n').replace(/\n{3,}/g, '\n\n');
}

function whatHappened({ report, failure }: Summary): string {
  if (report) return sentenceOf(report);
  return failure ? `There is no report. ${failure.error}: ${failure.cause}` : 'There is no report.';
}

/** Where nobody can count behind the run's back, its report says what it found. */
function foundText(report: Summary['report'], width: number): string[] {
  const totals = totalsOf(report);
  if (!totals) return [];
  const unknown = sumOf(totals.unknown) > 0 ? ', and what could not be read' : '';
  return labelled('Credentials', `${sumOf(totals.found)} found, ${sumOf(totals.left)} left${unknown}`, width);
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
