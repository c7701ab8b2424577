import { answerOf, usedLately, whatIsBack } from '../report/answer';
import { type Finding, findingsOf, isBack } from '../report/findings';
import { sinceLastLines } from '../report/since-last-words';
import { oneLine } from '../report/visible-text';
import type { Report } from '../run/report-shapes';
import type { EventDetail, EventName } from './event-schemas';

/** An entry of PutEvents, as the state machine sends it. */
export interface EventEntry {
  readonly Source: 'root-credential-purge';
  readonly DetailType: EventName;
  readonly Detail: EventDetail<EventName>;
}

/** How an execution ends with its report. */
export interface ReportEnding {
  /** Whether every targeted account is accounted for. */
  readonly settled: boolean;
  /** An `s3://` URI. */
  readonly storedAt: string;
}

/** The events about a report: what was found, what is back, and that the run has finished; of a rehearsal that alone. */
export function reportEvents(report: Report, ending: ReportEnding): EventEntry[] {
  const findings = report.mode === 'rehearsal' ? [] : findingsOf(report);
  const back = findings
    .map(({ account, left }) => ({ account, left: left.filter(isBack) }))
    .filter(({ left }) => left.length > 0);
  return [
    ...(back.length > 0 ? [backEvent(report, back)] : []),
    ...(findings.length > 0 ? [foundEvent(report, findings)] : []),
    finishedEvent(report, ending),
  ];
}

function backEvent(report: Report, back: readonly Finding[]): EventEntry {
  const title = whatIsBack(report) ?? '';
  return entry('Root Credentials Back', { ...common(report, title), attention: true, ...inAccounts(back) });
}

function foundEvent(report: Report, findings: readonly Finding[]): EventEntry {
  const recentlyUsed = usedLately(report, findings);
  return entry('Root Credentials Found', {
    ...common(report, answerOf(report)),
    attention: true,
    ...inAccounts(findings),
    recentlyUsed,
  });
}

function finishedEvent(report: Report, { settled, storedAt }: ReportEnding): EventEntry {
  const { mode, outcomes } = report;
  const title = `Run ${report.run} has finished${settled ? '' : ', and not every account is settled'}`;
  return entry('Run Finished', {
    ...common(report, title, report.coverage),
    attention: !settled,
    ...{ mode, settled, outcomes, report: storedAt },
  });
}

/** An event of this app. */
export const entry = <Name extends EventName>(DetailType: Name, Detail: EventDetail<Name>): EventEntry => ({
  Source: 'root-credential-purge',
  DetailType,
  Detail,
});

/** What a chat shows is at most 250 and 8,000 characters long. */
function common(
  report: Report,
  title: string,
  description = sinceLastLines(report).join('\n') || report.coverage,
) {
  const lines = description.split('\n').map((line) => oneLine(line, 500));
  return {
    version: '1' as const,
    run: report.run,
    title: oneLine(title, 200),
    description: lines.join('\n'),
  };
}

function inAccounts(findings: readonly Finding[]) {
  return {
    credentials: findings.flatMap(({ left }) => left).length,
    accounts: findings.length,
    worst: findings.slice(0, 20).map(({ account: { accountId }, left }) => ({
      accountId,
      credentials: left.slice(0, 10).map(({ kind, id, createdAt }) => ({ kind, id, createdAt })),
    })),
  };
}
