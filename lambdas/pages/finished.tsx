import { conclusionOf } from '../report/answer';
import type { AnyReport } from '../tasks/shapes';
import { Moment } from './facts';
import { OutcomeCounts } from './outcome-counts';
import { SinceLast } from './since-last';

/** The result of a finished run in short, and where to read it in full. */
export function Finished({ report, path }: { report: AnyReport; path: string }) {
  const isTask = report.kind === 'task';
  const formats = isTask ? ['json'] : ['csv', 'json'];
  return (
    <section aria-labelledby="result">
      <h2 id="result">Finished</h2>
      <p class="lead">{isTask ? report.summary : conclusionOf(report)}</p>
      {!isTask && <SinceLast report={report} />}
      {!isTask && <OutcomeCounts report={report} />}
      <p>
        Finished <Moment at={report.finishedAt} />.{' '}
        {isTask ? 'The report tells what comes next:' : 'The report tells every account:'}
      </p>
      <p class="buttons">
        <a class="button" href={`${path}/report.html`}>
          Read the report
        </a>
        {formats.map((format) => (
          <a class="button" href={`${path}/report.${format}`}>
            As {format.toUpperCase()}
          </a>
        ))}
      </p>
    </section>
  );
}
