import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import { ownClient } from './aws-calls/own-client';
import { acknowledge, StandingException } from './credentials/standing-exceptions';
import { reportEvents } from './events/report-events';
import { outcomeEmail } from './mail/outcome-email';
import { renderReport } from './pages/report-page';
import { coverageSentence } from './report/coverage';
import { failureOfCaught } from './report/explain';
import { compareWithLastReports } from './report/last-report';
import { type RunFailure, reportAccount, skippedAccount } from './report/outcome';
import { reportCsv } from './report/report-csv';
import { reportMetrics } from './report/report-metrics';
import { evidenceIn, readEvidence, type StoredEvidence } from './report/stored-evidence';
import { causeOf, isUnsettled } from './report/unsettled';
import { countOutcomes } from './report/words';
import { writeReportFiles } from './report/write-report-files';
import { byAccountId } from './run/by-account-id';
import { isJoinedRun } from './run/execution-names';
import { readMapResults } from './run/map-results';
import {
  ApprovedAccount,
  CaughtError,
  Plan,
  PurgeResult,
  TargetedAccounts,
  type WhoStarted,
} from './run/model';
import { outcomes, Report } from './run/report-shapes';
import { runKeys } from './run/run-keys';
import { ownRunStore, type RunStore, readJson, requireJson } from './run/run-store';
import { whoStartedRun } from './run/who-started';
import { env } from './skeleton/env';
import { metrics, stateHandler } from './skeleton/handler';

/** What a run left in its store; a part is missing where the run did not get that far. */
export interface RunRecord extends StoredEvidence {
  readonly accounts: TargetedAccounts;
  readonly approved: readonly ApprovedAccount[];
  readonly results: readonly PurgeResult[];
  readonly caught: CaughtError | null;
  /** @default nobody looked */
  readonly whoStarted?: WhoStarted;
}

/** The report of a run: it starts from the targeted accounts, so that every account is reported exactly once. */
export function buildReport(record: RunRecord, finishedAt: Date): Report {
  const { accounts, planText, caught } = record;
  const evidence = evidenceIn(record, { ...accounts, whoStarted: record.whoStarted });
  const plan = planText === undefined ? undefined : z.parse(Plan, JSON.parse(planText));
  const planned = byAccountId(plan?.accounts ?? []);
  const approved = byAccountId(record.approved);
  const results = byAccountId(record.results);
  const targeted = accounts.targets.map((account) =>
    reportAccount({
      account,
      mode: accounts.mode,
      planned: planned.get(account.accountId),
      decision: evidence.decision,
      approved: approved.get(account.accountId),
      result: results.get(account.accountId),
      runFailure: caught ? runFailureOf(caught) : undefined,
    }),
  );
  const reported = [...targeted, ...accounts.skipped.map(skippedAccount)];
  return {
    kind: 'purge',
    run: accounts.run,
    mode: accounts.mode,
    requestReason: accounts.reason,
    startedAt: accounts.startedAt,
    plannedAt: plan?.plannedAt,
    finishedAt: finishedAt.toISOString(),
    ...evidence,
    coverage: coverageSentence(accounts, targeted),
    outcomes: z.parse(Report.shape.outcomes, countOutcomes(outcomes, reported)),
    accounts: reported,
  };
}

function runFailureOf(caught: CaughtError): RunFailure {
  return { ...failureOfCaught(caught), purgeHadBegun: caught.state === 'PurgeAccounts' };
}

/** Nobody asked for the run of an account that joined: where it is clean, nobody has to know. */
function isSilent({ run, accounts }: Report): boolean {
  return isJoinedRun(run) && accounts.every(({ outcome }) => outcome === 'clean');
}

/**
 * A report in which an account that is `unknown` is acknowledged where somebody answers for it. What this run itself
 * failed at is nobody's exception, nor is an account in which it was to delete something.
 */
function acknowledged(
  report: Report,
  { approved, caught }: RunRecord,
  exceptions: readonly StandingException[],
  now: Date,
): Report {
  if (caught) return report;
  const worked = byAccountId(approved);
  const accounts = report.accounts.map((account) =>
    worked.has(account.accountId) ? account : acknowledge(exceptions, account, now),
  );
  return { ...report, accounts };
}

async function readRecord(
  store: RunStore,
  run: string,
  manifest: string | null,
  caught: CaughtError | null,
): Promise<RunRecord> {
  const [accounts, evidence, approved, results] = await Promise.all([
    requireJson(store, runKeys.accounts(run), TargetedAccounts),
    readEvidence(store, run),
    readJson(store, runKeys.approved(run), z.array(ApprovedAccount)),
    manifest ? readMapResults(store, 'PurgeAccounts', manifest, PurgeResult) : [],
  ]);
  const whoStarted = await whoStartedRun(cloudTrail, accounts);
  return { accounts, ...evidence, approved: approved ?? [], results, caught, whoStarted };
}

const records = {
  files: ['accounts.json', 'approval.json', 'approved.json'],
  folders: ['inspection', 'purge'],
};

const store = ownRunStore();
const cloudTrail = ownClient(CloudTrailClient);

/** The Lambda `WriteReport`: writes the report of a run in three formats, and says whether it ends well. */
export const handler = stateHandler(
  z.object({ run: z.string(), manifest: z.nullable(z.string()), caught: z.nullable(CaughtError) }),
  async ({ run, manifest, caught }) => {
    const record = await readRecord(store, run, manifest, caught);
    const now = new Date();
    const exceptions = z.parse(z.array(StandingException), JSON.parse(env('STANDING_EXCEPTIONS')));
    const { report, remember } = await compareWithLastReports(
      store,
      acknowledged(buildReport(record, now), record, exceptions, now),
      record.accounts.wholeOrganization,
    );
    const formats = {
      json: JSON.stringify(report, null, 2),
      csv: reportCsv(report),
      html: renderReport(report),
    };
    await writeReportFiles(store, run, formats, record, records);
    await remember();
    const counts = reportMetrics(report, record.accounts.wholeOrganization);
    for (const [name, count] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, count);
    const storedAt = `s3://${store.bucket}/${runKeys.report(run, 'html')}`;
    const unsettled = report.accounts.filter(isUnsettled);
    return {
      coverage: report.coverage,
      outcomes: report.outcomes,
      unsettled: unsettled.length,
      cause: causeOf(report.coverage, unsettled),
      email: isSilent(report) ? null : outcomeEmail(report, storedAt),
      events: reportEvents(report, { settled: unsettled.length === 0, storedAt }),
    };
  },
);
