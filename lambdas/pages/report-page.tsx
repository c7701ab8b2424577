import { styles } from '#page-assets';
import type { PersonalDecision } from '../approval/approval-state';
import { count } from '../report/words';
import type { Decision, Report, ReportedAccount } from '../run/model';
import { DecisionFacts } from './decision-facts';
import { hashSource } from './hash-source';
import { document, Page } from './layout';
import { Moment } from './moment';
import { byAttention, OutcomeCounts } from './outcome-counts';
import { OutcomeGroup } from './reported-accounts';

type UndecidedDecision = Exclude<Decision, PersonalDecision>;

/** The report as one HTML document with its style inside: no script, nothing from elsewhere, fit for print. */
export function renderReport(report: Report): string {
  return document(
    <Page
      title={`Root credentials report – run ${report.run}`}
      contentSecurityPolicy={`default-src 'none'; style-src ${hashSource(styles)}; base-uri 'none'; form-action 'none'`}
    >
      <h1>{report.coverage}</h1>
      <OutcomeCounts report={report} linked />
      <RunFacts report={report} />
      {byAttention.map((outcome) => (
        <OutcomeGroup
          outcome={outcome}
          accounts={report.accounts.filter((account) => account.outcome === outcome)}
        />
      ))}
    </Page>,
  );
}

function RunFacts({ report }: { report: Report }) {
  return (
    <dl class="facts">
      <Totals accounts={report.accounts} />
      <dt>Run</dt>
      <dd>
        <code>{report.run}</code>
        {report.mode === 'audit' && ' (audit: nothing is deleted)'}
      </dd>
      <dt>Reason given</dt>
      <dd class="pre">{report.requestReason ?? 'none'}</dd>
      <dt>Started</dt>
      <dd>
        <Moment at={report.startedAt} />
      </dd>
      <dt>Finished</dt>
      <dd>
        <Moment at={report.finishedAt} />
      </dd>
      <DecisionOf report={report} />
    </dl>
  );
}

/** What was already gone was not deleted, and what was not read may be there. */
function Totals({ accounts }: { accounts: ReportedAccount[] }) {
  const results = accounts.flatMap(({ deleted }) => deleted.map(({ result }) => result));
  const gone = results.filter((result) => result === 'already-gone').length;
  const remaining = accounts.flatMap((account) => account.remaining).length;
  const unread = accounts.filter(({ unknown }) => unknown.length > 0).length;
  return (
    <>
      <dt>Deleted</dt>
      <dd>
        {count(results.length - gone, 'credential')}
        {gone > 0 && `; ${gone.toLocaleString('en-US')} ${gone === 1 ? 'was' : 'were'} already gone`}
      </dd>
      <dt>Still there</dt>
      <dd>
        {count(remaining, 'credential')}
        {unread > 0 && `; ${count(unread, 'account')} could not be read in full`}
      </dd>
    </>
  );
}

function DecisionOf({ report: { decision, mode } }: { report: Report }) {
  if (decision && 'decidedBy' in decision) return <DecisionFacts decision={decision} />;
  return (
    <>
      <dt>Decision</dt>
      <dd>{undecidedText(decision, mode)}</dd>
    </>
  );
}

function undecidedText(decision: UndecidedDecision | undefined, mode: Report['mode']): string {
  if (decision?.decision === 'EXPIRED') return 'Expired: nobody decided in time, so nothing was deleted.';
  if (decision) {
    const { error, state } = decision.caught;
    return `Nobody could be asked, so nothing was deleted (${error} in ${state}).`;
  }
  return mode === 'audit' ? 'None: an audit asks nobody.' : 'None: there was nothing to approve.';
}
