import { conclusionOf } from '../report/answer';
import { count } from '../report/words';
import type { Report, ReportedAccount } from '../run/report-shapes';
import { DecisionOrNone } from './decision-facts';
import { Fact, Moment, RunAndReason } from './facts';
import { reportDocument } from './layout';
import { OriginFacts, RecordFact } from './origin-facts';
import { byAttention, OutcomeCounts } from './outcome-counts';
import { OutcomeGroup } from './reported-accounts';
import { SinceLast } from './since-last';

/** The report of a purge, an audit or a rehearsal as one HTML document: every account of the run, under its outcome. */
export function renderReport(report: Report): string {
  return reportDocument(
    `Root credentials report – run ${report.run}`,
    <>
      <h1>{conclusionOf(report)}</h1>
      <SinceLast report={report} />
      <OutcomeCounts report={report} linked />
      <RunFacts report={report} />
      {byAttention.map((outcome) => (
        <OutcomeGroup
          outcome={outcome}
          accounts={report.accounts.filter((account) => account.outcome === outcome)}
          now={report.startedAt}
        />
      ))}
    </>,
    report.mode === 'rehearsal',
  );
}

function RunFacts({ report }: { report: Report }) {
  return (
    <dl class="facts">
      <Totals accounts={report.accounts} />
      <RunAndReason run={report.run} reason={report.requestReason}>
        {report.mode !== 'purge' && ` (${report.mode}: nothing is deleted)`}
      </RunAndReason>
      <OriginFacts {...report} />
      <Fact term="Started">
        <Moment at={report.startedAt} />
      </Fact>
      <Fact term="Finished">
        <Moment at={report.finishedAt} />
      </Fact>
      {report.plannedAt && (
        <Fact term="Evidence">
          What the root users held was read before <Moment at={report.plannedAt} />: below, of each credential
          when it was created and last used. Where something was to be deleted, it was read again afterwards.
        </Fact>
      )}
      <DecisionOrNone
        decision={report.decision}
        otherwise="nothing was deleted"
        notNeeded={report.mode === 'audit' ? 'an audit asks nobody' : 'there was nothing to approve'}
      />
      <RecordFact {...report} />
    </dl>
  );
}

/** What was already gone was not deleted, and what was not read may be there. */
function Totals({ accounts }: { accounts: ReportedAccount[] }) {
  const results = accounts.flatMap(({ deleted }) => deleted.map(({ result }) => result));
  const gone = results.filter((result) => result === 'already-gone').length;
  const remaining = accounts.flatMap((account) => account.remaining).length;
  const skipped = accounts.filter(({ outcome }) => outcome === 'skipped').length;
  const leftOut =
    skipped > 0 && `; ${skipped.toLocaleString('en-US')} of them left out, each with the reason`;
  const unread = accounts.filter(({ unknown }) => unknown.length > 0).length;
  return (
    <>
      <Fact term="Accounts">
        {accounts.length.toLocaleString('en-US')}, each of them below, once{leftOut}
      </Fact>
      <Fact term="Deleted">
        {count(results.length - gone, 'credential')}
        {gone > 0 && `; ${gone.toLocaleString('en-US')} ${gone === 1 ? 'was' : 'were'} already gone`}
      </Fact>
      <Fact term="Still there">
        {count(remaining, 'credential')}
        {unread > 0 && `; ${count(unread, 'account')} could not be read in full`}
      </Fact>
    </>
  );
}
