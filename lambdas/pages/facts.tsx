import type { Child } from 'hono/jsx';
import { momentText } from '../report/words';

/** A line of a list of facts (`dl class="facts"`): what it is, and what it is here. Nothing where `show` is false. */
export function Fact({ term, show = true, children }: { term: string; show?: boolean; children?: Child }) {
  if (!show) return null;
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The run that a page is about, and why it was started. */
export function RunAndReason({ run, reason, children }: RunAndReasonProps) {
  return (
    <>
      <Fact term="Run">
        <code>{run}</code>
        {children}
      </Fact>
      <ReasonGiven reason={reason} />
    </>
  );
}

/** Why a run was started, as whoever did put it. */
export function ReasonGiven({ reason = 'none' }: Pick<RunAndReasonProps, 'reason'>) {
  return (
    <>
      <dt>Reason given</dt>
      <dd class="pre">{reason}</dd>
    </>
  );
}

interface RunAndReasonProps {
  readonly run: string;
  /** @default none was given */
  readonly reason?: string;
  readonly children?: Child;
}

/** A point in time (ISO 8601) with its zone, readable by people and programs. */
export function Moment({ at }: { at: string }) {
  return <time datetime={at}>{momentText(at)}</time>;
}
