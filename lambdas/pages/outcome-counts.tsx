import { inOrderOf, outcomeWords } from '../report/words';
import { type Outcome, outcomes, type Report } from '../run/report-shapes';

/** The outcomes in the order in which they deserve attention. */
export const byAttention = inOrderOf(outcomeWords, outcomes);

interface OutcomeCountsProps {
  readonly report: Report;
  /** The accounts are told on this page, each outcome under its own ID. */
  readonly linked?: boolean;
}

/** How many accounts ended how: a bar to see it, and the numbers to read it. */
export function OutcomeCounts({ report, linked }: OutcomeCountsProps) {
  const counts = byAttention
    .map((outcome) => ({ outcome, n: report.outcomes[outcome] ?? 0 }))
    .filter(({ n }) => n > 0);
  return (
    <>
      <Bar counts={counts} />
      <ul class="legend">
        {counts.map(({ outcome, n }) => {
          const words = (
            <>
              <b>{n.toLocaleString('en-US')}</b> {outcomeWords[outcome].title.toLowerCase()}
            </>
          );
          return <li class={outcome}>{linked ? <a href={`#${outcome}`}>{words}</a> : words}</li>;
        })}
      </ul>
    </>
  );
}

function Bar({ counts }: { counts: { outcome: Outcome; n: number }[] }) {
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  let start = 0;
  const parts = counts.map(({ outcome, n }) => {
    const part = { outcome, x: start, width: (100 * n) / total };
    start += part.width;
    return part;
  });
  return (
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ outcome, x, width }) => (
        <rect class={outcome} x={x.toFixed(3)} y="0" width={width.toFixed(3)} height="4" />
      ))}
    </svg>
  );
}
