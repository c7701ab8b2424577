import type { OpenedLink, PersonalDecision } from '../shared/approval-state';
import type { Report } from '../shared/model';
import { DecisionFacts } from './decision-facts';
import { document, Page } from './layout';
import { Moment } from './moment';
import { OutcomeCounts } from './outcome-counts';

export interface Decided {
  readonly link: OpenedLink;
  readonly decision: PersonalDecision;
  /** There once the run is finished. */
  readonly report: Report | undefined;
  /** `too-late`: this visitor tried to decide. `undelivered`: the workflow could not be told yet. */
  readonly notice?: 'too-late' | 'undelivered';
}

/** Who decided, and how it goes. */
export function decidedPage({ link, decision, report, notice }: Decided): string {
  const title = decision.decision === 'APPROVED' ? 'Approved' : 'Refused';
  return document(
    <Page title={`${title} – run ${link.run}`}>
      {notice === 'too-late' && <TooLate />}
      {notice === 'undelivered' && <Undelivered />}
      <h1>{heading(decision, link)}</h1>
      <dl class="facts">
        <dt>Run</dt>
        <dd>
          <code>{link.run}</code>
        </dd>
        <DecisionFacts decision={decision} />
      </dl>
      {report && <Finished report={report} path={link.path} />}
      {!report && notice !== 'undelivered' && <Running decision={decision} />}
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

function Undelivered() {
  return (
    <div class="note warn" role="alert">
      <p>
        <strong>The decision is stored and final, but the workflow could not be told yet.</strong> It will
        read it when its wait ends. You can tell it again now.
      </p>
      <form method="post">
        <div class="buttons">
          <button type="submit">Tell the workflow again</button>
        </div>
      </form>
    </div>
  );
}

function Running({ decision }: { decision: PersonalDecision }) {
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">Running</h2>
      <p>
        {decision.decision === 'APPROVED'
          ? 'The approved credentials are being deleted, then every account is read again.'
          : 'Nothing is deleted. The report is being written.'}{' '}
        Open this page again for the result; everyone who was asked is told by email, too.
      </p>
    </section>
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
