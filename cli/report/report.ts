import { csvOf } from '../../lambdas/report/report-csv';
import { sinceLastLines } from '../../lambdas/report/since-last-words';
import { CommandError } from '../command-error';
import { checkRegion, checkStateMachine } from '../options/parse-options';
import type { Streams } from '../terminal/streams';
import { describeOutput } from '../terminal/terminal';
import { accountColumns, formatLastReports, rowOf } from './format-report';
import { type LastReports, type ReportOptions, readLastReports } from './read-posture';
import { byUnit, countsOf, standings } from './standing';

/**
 * Does `root-purge report`. Resolves with the exit status: 0, or 2 where an account holds root credentials or is unknown.
 * @throws CommandError for wrong options, or where there is no report
 */
export async function report(options: ReportOptions, { stdout, env }: Streams): Promise<number> {
  const problems: string[] = [];
  checkRegion(problems, options);
  checkStateMachine(problems, options);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  const last = await readLastReports(options);
  const { width, color } = describeOutput(stdout, env, options.color);
  const text = options.csv
    ? csvOf(accountColumns, standings(last.posture).map(rowOf))
    : options.json
      ? `${JSON.stringify(asJson(last), null, 2)}\n`
      : `${formatLastReports(last, Math.min(width, 120), color)}\n`;
  stdout.write(text);
  const { holding, unacknowledged } = countsOf(standings(last.posture));
  return holding + unacknowledged > 0 ? 2 : 0;
}

function asJson({ posture, report }: LastReports) {
  const all = standings(posture);
  return {
    ...countsOf(all),
    sinceLast: report.known && report.value ? sinceLastLines(report.value) : null,
    organizationalUnits: byUnit(all),
    runs: posture.runs,
    worst: all,
  };
}
