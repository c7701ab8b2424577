import type { OpenedLink, PersonalDecision } from '../shared/approval-state';
import type { Report } from '../shared/model';
import { DecisionFacts } from './decision-facts';
import { document, Page } from './layout';
import { Moment } from './moment';
import { OutcomeCounts } from './outcome-counts';
import { type Progress, Running } from './running';

export interface Decided {
  readonly link: OpenedLink;
  readonly decision: PersonalDecision;
  /** There once the run is finished. */
  readonly report: Report | undefined;
  /** There until then. */
  readonly progress: Progress | undefined;
  /** This visitor tried to decide, too. */
  readonly isTooLate?: boolean;
}

/** Who decided, and how it goes. */
export function decidedPage({ link, decision, report, progress, isTooLate }: Decided): string {
  const title = decision.decision === 'APPROVED' ? 'Approved' : 'Refused';
  return document(
    <Page title={`${title} – run ${link.run}`} withScript={report === undefined}>
      {isTooLate && <TooLate />}
      <h1>{heading(decision, link)}</h1>
      <dl class="facts">
        <dt>Run</dt>
        <dd>
          <code>{link.run}</code>
        </dd>
        <DecisionFacts decision={decision} />
      </dl>
      {report && <Finished report={report} path={link.path} />}
      {!report && progress && <Running decision={decision} progress={progress} />}
    </Page>,
  );
}

function heading({ decision, decidedBy }: PersonalDecision, { approver }: OpenedLink): string {
  const who = decidedBy === approver.email ? 'you' : decidedBy;
  return decision === 'APPROVED' ? `Approved by ${who}` : `Refused by ${who}`;
}

function TooLate() {
  return (
    <div class="note warn" role="alert">
      <p>
        <strong>This run was decided before.</strong> The first decision counts; what you just sent changed
        nothing.
      </p>
    </div>
  );
}

/** The result in short, and where to read it in full. */
export function Finished({ report, path }: { report: Report; path: string }) {
  return (
    <section aria-labelledby="result">
      <h2 id="result">Finished</h2>
      <p class="lead">{report.coverage}</p>
      <OutcomeCounts report={report} />
      <p>
        Finished <Moment at={report.finishedAt} />. The report tells every account:
      </p>
      <p class="buttons">
        <a class="button" href={`${path}/report.html`}>
          Read the report
        </a>
        <a class="button" href={`${path}/report.csv`}>
          As CSV
        </a>
        <a class="button" href={`${path}/report.json`}>
          As JSON
        </a>
      </p>
    </section>
  );
}
