import { isOfRehearsal, type OpenedLink, type PersonalDecision } from '../approval/approval-state';
import type { AnyReport } from '../tasks/shapes';
import { DecisionFacts } from './decision-facts';
import { Fact, Moment } from './facts';
import { Finished } from './finished';
import { document, Page } from './layout';
import { type PurgeProgress, Running } from './running';
import { SignedInBar } from './signed-in-bar';

interface Decided {
  readonly link: OpenedLink;
  readonly decision: PersonalDecision;
  /** There once the run is finished. */
  readonly report: AnyReport | undefined;
  /** There until then, and no longer. */
  readonly progress: PurgeProgress | undefined;
  /** This visitor tried to decide, too. */
  readonly isTooLate?: boolean;
}

/** The page once somebody has decided: who did, and how far the run is or how it ended. */
export function decidedPage({ link, decision, report, progress, isTooLate }: Decided): string {
  const title = decision.decision === 'APPROVED' ? 'Approved' : 'Refused';
  const isRehearsal = isOfRehearsal(link);
  return document(
    <Page
      title={`${title} – run ${link.run}`}
      withScript
      refresh={report ? undefined : 5}
      isRehearsal={isRehearsal}
    >
      <SignedInBar link={link} />
      {isTooLate && <TooLate />}
      <h1>{heading(decision, link)}</h1>
      <dl class="facts">
        <Fact term="Run">
          <code>{link.run}</code>
        </Fact>
        <DecisionFacts decision={decision} />
      </dl>
      {report && <Finished report={report} path={link.path} />}
      {progress && <Running decision={decision} progress={progress} isRehearsal={isRehearsal} />}
    </Page>,
  );
}

function heading({ decision, decidedBy }: PersonalDecision, { decider }: OpenedLink): string {
  const who = decidedBy === decider.decidedBy ? 'you' : decidedBy;
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

/** The page once the time is up and nobody has decided. */
export function expiredPage(link: OpenedLink, report: AnyReport | undefined): string {
  return document(
    <Page title="Nobody decided in time" withScript isRehearsal={isOfRehearsal(link)}>
      <SignedInBar link={link} />
      <h1>Nobody decided in time</h1>
      <p class="lead">
        Run <code>{link.run}</code> could be decided until <Moment at={link.approval.expiresAt} />.
      </p>
      <p>Nothing was changed, and this link decides nothing any more. Start a new run to be asked again.</p>
      {report && <Finished report={report} path={link.path} />}
    </Page>,
  );
}
