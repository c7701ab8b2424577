import { createColors } from 'picocolors';
import { failureOfCaught } from '../../lambdas/report/explain';
import { runKeys } from '../../lambdas/run/run-keys';
import type { AnyReport } from '../../lambdas/tasks/shapes';
import { type Fact, whyUnknown } from '../aws/fact';
import { totalsOf } from '../terminal/credential-totals';
import { formatsOf, headlineOf, linesOf, outcomeCountsOf, sentenceOf } from '../terminal/report-text';
import type { ExecutionFacts } from './describe-execution';
import { duration } from './moments';
import type { RunObjects } from './read-run-objects';

/** How an execution ended, what its report says, and where that is kept. */
export interface Conclusion {
  readonly execution: ExecutionFacts;
  readonly report: Fact<AnyReport | undefined>;
  readonly objects: Pick<RunObjects, 'bucket' | 'run'>;
}

/** The exit status for an execution: 0 it succeeded, or still runs; 2 it failed, timed out or was aborted. */
export function exitStatus({ status }: Pick<ExecutionFacts, 'status'>): number {
  return ['SUCCEEDED', 'RUNNING', 'PENDING_REDRIVE'].includes(status) ? 0 : 2;
}

/** How an execution ended, for a person: the conclusion, each account that matters, and where the report is. */
export function formatConclusion(conclusion: Conclusion, width: number, color: boolean): string {
  const report = conclusion.report.known ? conclusion.report.value : undefined;
  const { status, startDate, stopDate = startDate } = conclusion.execution;
  const took = `after ${duration(stopDate.getTime() - startDate.getTime())}`;
  const happened = whatHappened(conclusion.execution, conclusion.report);
  const colors = createColors(color);
  return [
    ...headlineOf({ status, took, happened }, width, colors),
    '',
    ...(report ? linesOf(report, width, colors) : []),
    '',
    ...(report ? [`Outcomes  ${outcomeCountsOf(report)}`] : []),
    ...reportPlace(conclusion),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}

/** The errors with which an execution ends for what its report says itself. */
const errorsOfReports = new Set(['SomeAccountsNotSettled', 'SomeTargetsNotDone']);

function whatHappened(execution: ExecutionFacts, report: Conclusion['report']): string {
  const why = whyItFailed(execution);
  if (report.known && report.value) {
    const { error } = execution;
    const more = error && !errorsOfReports.has(error) ? ` Why it ended: ${why}` : '';
    return `${sentenceOf(report.value)}${more}`;
  }
  if (!report.known) return `${why} The report cannot be read: ${whyUnknown(report)}.`.trim();
  return `There is no report. ${why}`.trim();
}

/** Why an execution failed, in a sentence; empty where it did not fail. */
export function whyItFailed({ status, error, cause = '', dataIsHidden }: ExecutionFacts): string {
  if (dataIsHidden && status !== 'SUCCEEDED')
    return 'Why is not known: the execution data needs kms:Decrypt.';
  if (!error) return '';
  const { message } = failureOfCaught({ state: '', error, cause });
  return message ? `${error}: ${message}` : error;
}

/** For copying: the report for people, and the command that fetches it. */
function reportPlace({ report, objects: { bucket, run } }: Conclusion): string[] {
  if (!report.known || !report.value || !bucket) return [];
  const [, ...otherFormats] = formatsOf(report.value);
  const uri = `s3://${bucket}/${runKeys.report(run, 'html')}`;
  return [
    `Report    ${uri}`,
    `          (also ${otherFormats.map((format) => `.${format}`).join(' and ')})`,
    `Fetch it  aws s3 cp ${uri} .`,
  ];
}

/** How an execution ended, for a program: times are ISO 8601, and `null` is what there is not. */
export function conclusionAsJson({ execution, report, objects: { bucket, run } }: Conclusion) {
  const { executionArn, name, status, startDate, stopDate, dataIsHidden } = execution;
  const found = report.known ? report.value : undefined;
  return {
    executionArn,
    name,
    status,
    startDate: startDate.toISOString(),
    stopDate: stopDate?.toISOString() ?? null,
    error: execution.error ?? null,
    cause: execution.cause ?? null,
    dataIsHidden,
    summary: found ? sentenceOf(found) : null,
    outcomes: found?.outcomes ?? null,
    credentials: totalsOf(found),
    report: found && bucket ? `s3://${bucket}/${runKeys.report(run, 'json')}` : null,
  };
}
