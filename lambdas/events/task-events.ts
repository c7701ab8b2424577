import { oneLine } from '../report/visible-text';
import type { TaskReport } from '../tasks/shapes';
import { type EventEntry, entry, type ReportEnding } from './report-events';

/** The events about the report of a privileged task: that it has finished, and how. */
export function taskEvents(report: TaskReport, { settled, storedAt }: ReportEnding): EventEntry[] {
  const { run, task, summary, outcomes } = report;
  return [
    entry('Task Finished', {
      version: '1',
      ...{ run, task, settled, outcomes },
      attention: !settled,
      title: `Run ${run} has finished${settled ? '' : ', and not every target is done'}`,
      description: oneLine(summary, 500),
      report: storedAt,
    }),
  ];
}
