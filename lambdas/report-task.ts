import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import { ownClient } from './aws-calls/own-client';
import { taskEvents } from './events/task-events';
import { needsAttention, taskOutcomeEmail } from './mail/task-emails';
import { renderTaskReport } from './pages/task-report-page';
import { evidenceIn, readEvidence, type StoredEvidence } from './report/stored-evidence';
import { causeOf } from './report/unsettled';
import { countOutcomes } from './report/words';
import { writeReportFiles } from './report/write-report-files';
import { byAccountId } from './run/by-account-id';
import { CaughtError, type WhoStarted } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, requireJson } from './run/run-store';
import { whoStartedRun } from './run/who-started';
import { metrics, stateHandler } from './skeleton/handler';
import { taskSummary } from './tasks/in-words';
import { type Tasks, taskNamed } from './tasks/registry';
import { type PurgeRecord, readPurge, resealedAccount } from './tasks/resealed';
import { sealedInWords } from './tasks/resealed-in-words';
import {
  Performed,
  type ReportedTarget,
  Reseal,
  TaskPlan,
  TaskReport,
  TaskRequest,
  taskOutcomes,
} from './tasks/shapes';
import { reportTarget } from './tasks/target-outcome';

const Payload = z.object({
  run: z.string(),
  performed: z.array(Performed),
  caught: z.nullable(CaughtError),
  /** When the purge begins that takes password recovery away again. */
  resealAt: z.nullable(z.string()),
  /** How that purge ended, once it did. */
  reseal: z.nullable(Reseal),
});

/** What the run of a task left in its store and passed on; a part is missing where it did not get that far. */
export interface TaskRecord extends Omit<z.infer<typeof Payload>, 'run'>, StoredEvidence {
  readonly request: TaskRequest;
  readonly purge: PurgeRecord | undefined;
  /** @default nobody looked */
  readonly whoStarted?: WhoStarted;
}

/** The report of a task: it starts from what was asked for, so that every target is reported exactly once. */
export function buildTaskReport(record: TaskRecord, finishedAt: Date, tasks?: Tasks): TaskReport {
  const { request, planText, reseal, purge } = record;
  const evidence = evidenceIn(record, { ...request, whoStarted: record.whoStarted });
  const { decision } = evidence;
  const plan = planText === undefined ? undefined : z.parse(TaskPlan, JSON.parse(planText));
  const { run, reason, startedAt } = request;
  const task = taskNamed(request.task, tasks);
  const planned = byAccountId(plan?.targets ?? []);
  const performed = byAccountId(record.performed);
  const resealAt = record.resealAt ?? undefined;
  const targets = request.targets.map((target): ReportedTarget => {
    const { accountId } = target;
    const before = planned.get(accountId);
    const result = performed.get(accountId);
    const { caught } = record;
    const reported = reportTarget({
      task,
      target,
      planned: before,
      decision,
      performed: result,
      caught,
      resealAt,
    });
    const mayBeOpen =
      before?.finding.state === 'to-do' && decision?.decision === 'APPROVED' && result?.result !== 'failed';
    return purge && mayBeOpen
      ? { ...reported, next: [], resealed: resealedAccount(accountId, purge) }
      : reported;
  });
  return {
    kind: 'task',
    run,
    task: task.name,
    requestReason: reason,
    startedAt,
    finishedAt: finishedAt.toISOString(),
    ...evidence,
    summary: taskSummary(task, targets, reseal ? undefined : resealAt),
    outcomes: z.parse(TaskReport.shape.outcomes, countOutcomes(taskOutcomes, targets)),
    resealAt: reseal ? undefined : resealAt,
    resealRun: reseal?.run,
    targets,
  };
}

/** Some tasks take a policy away, which is kept. */
const recordsOf = (planText = '') => ({
  files: [
    ...['task.json', 'approval.json', 'approved.json'],
    ...(planText.includes('/policy.json"') ? ['policy.json'] : []),
  ],
  folders: [],
});

const store = ownRunStore();
const cloudTrail = ownClient(CloudTrailClient);

/** The Lambda `ReportTask`: writes the report of a privileged task, and says whether it ends well. */
export const handler = stateHandler(Payload, async ({ run, ...passedOn }) => {
  const [request, evidence, purge] = await Promise.all([
    requireJson(store, runKeys.task(run), TaskRequest),
    readEvidence(store, run),
    passedOn.reseal ? readPurge(store, passedOn.reseal) : undefined,
  ]);
  const whoStarted = await whoStartedRun(cloudTrail, request);
  const report = buildTaskReport({ ...passedOn, ...evidence, request, purge, whoStarted }, new Date());
  const formats = { json: JSON.stringify(report, null, 2), html: renderTaskReport(report) };
  await writeReportFiles(store, run, formats, evidence, recordsOf(evidence.planText));
  const storedAt = `s3://${store.bucket}/${runKeys.report(run, 'html')}`;
  const attention = report.targets.filter(needsAttention);
  metrics.addMetric('TaskTargetsDone', MetricUnit.Count, report.outcomes.done ?? 0);
  return {
    summary: report.summary,
    outcomes: report.outcomes,
    unsettled: attention.length,
    cause: causeOf(
      report.summary,
      attention.map((target) => ({ ...target, open: target.resealed && sealedInWords(target.resealed) })),
    ),
    email: taskOutcomeEmail(report, storedAt),
    events: taskEvents(report, { settled: attention.length === 0, storedAt }),
  };
});
