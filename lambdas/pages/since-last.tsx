import { whatIsBack } from '../report/answer';
import { sinceLastLines } from '../report/since-last-words';
import { visibleText } from '../report/visible-text';
import type { Report } from '../run/report-shapes';

/** What is different from the last report; what is back is a warning. */
export function SinceLast({ report }: { report: Report }) {
  const lines = sinceLastLines(report);
  if (lines.length === 0) return null;
  return (
    <section class={whatIsBack(report) ? 'note warn' : 'note'} aria-label="Since the last report">
      <p>
        <strong>Since the last report</strong>
      </p>
      <ul>
        {lines.map((line) => (
          <li>{visibleText(line)}</li>
        ))}
      </ul>
    </section>
  );
}
