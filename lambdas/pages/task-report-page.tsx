import { styles } from '#page-assets';
import { resealedInWords } from '../mail/task-emails';
import { count } from '../report/words';
import type { Decision } from '../run/model';
import { taskOutcomeWords } from '../tasks/in-words';
import type { PrivilegedTask } from '../tasks/privileged-task';
import { type Tasks, taskNamed } from '../tasks/registry';
import { type ReportedTarget, type TaskOutcome, type TaskReport, taskOutcomes } from '../tasks/shapes';
import { DecisionFacts } from './decision-facts';
import { hashSource } from './hash-source';
import { document, Page } from './layout';
import { Moment } from './moment';
import { AccountIdLine } from './planned-account';

/** The report of a task as one HTML document, like that of a purge. */
export function renderTaskReport(report: TaskReport, tasks?: Tasks): string {
  const task = taskNamed(report.task, tasks);
  return document(
    <Page
      title={`Privileged task report – run ${report.run}`}
      contentSecurityPolicy={`default-src 'none'; style-src ${hashSource(styles)}; base-uri 'none'; form-action 'none'`}
    >
      <h1>{report.summary}</h1>
      <RunFacts report={report} />
      {taskOutcomes
        .toSorted((a, b) => byAttention.indexOf(a) - byAttention.indexOf(b))
        .map((outcome) => (
          <OutcomeGroup
            task={task}
            outcome={outcome}
            targets={report.targets.filter((target) => target.outcome === outcome)}
          />
        ))}
    </Page>,
  );
}

const byAttention = Object.keys(taskOutcomeWords);

function RunFacts({ report }: { report: TaskReport }) {
  const { run, requestReason, startedAt, finishedAt, decision, resealAt, resealRun } = report;
  return (
    <dl class="facts">
      <dt>Run</dt>
      <dd>
        <code>{run}</code>
      </dd>
      <dt>Reason given</dt>
      <dd class="pre">{requestReason}</dd>
      <dt>Started</dt>
      <dd>
        <Moment at={startedAt} />
      </dd>
      <dt>Reported</dt>
      <dd>
        <Moment at={finishedAt} />
      </dd>
      {resealAt && (
        <>
          <dt>Taken away again</dt>
          <dd>
            from <Moment at={resealAt} /> on, by a purge with an approval of its own
          </dd>
        </>
      )}
      {resealRun && (
        <>
          <dt>Taken away again by</dt>
          <dd>
            run <code>{resealRun}</code>
          </dd>
        </>
      )}
      {decision && 'decidedBy' in decision ? (
        <DecisionFacts decision={decision} />
      ) : (
        <>
          <dt>Decision</dt>
          <dd>{undecidedText(decision)}</dd>
        </>
      )}
    </dl>
  );
}

function undecidedText(decision: Exclude<Decision, { decidedBy: string }> | undefined): string {
  if (decision?.decision === 'EXPIRED') return 'Expired: nobody decided in time, so nothing was changed.';
  if (!decision) return 'None: there was nothing to approve.';
  const { error, state } = decision.caught;
  return `Nobody could be asked, so nothing was changed (${error} in ${state}).`;
}

/** The colours of the purge's outcomes that mean the same. */
const looks: Record<TaskOutcome, string> = {
  failed: 'failed',
  unknown: 'unknown',
  expired: 'expired',
  refused: 'kept',
  done: 'purged',
  'already-so': 'clean',
};

interface OutcomeGroupProps {
  readonly task: PrivilegedTask;
  readonly outcome: TaskOutcome;
  readonly targets: ReportedTarget[];
}

function OutcomeGroup({ task, outcome, targets }: OutcomeGroupProps) {
  if (targets.length === 0) return null;
  const { title, meaning } = taskOutcomeWords[outcome];
  return (
    <section class={`outcome ${looks[outcome]}`} aria-labelledby={outcome}>
      <h2 id={outcome}>
        {title}: {count(targets.length, 'account')}
      </h2>
      <p class="quiet">{meaning}</p>
      {targets.map((target) => (
        <TargetCard task={task} target={target} />
      ))}
    </section>
  );
}

function TargetCard({ task, target }: { task: PrivilegedTask; target: ReportedTarget }) {
  const { name, resource, reason, remedy, next, resealed } = target;
  return (
    <article class="card">
      <h3>{name}</h3>
      <AccountIdLine account={target} />
      {resource && (
        <p>
          <b>{task.words.resource}</b> <code>{resource}</code>
        </p>
      )}
      {reason && <p class="pre">{reason}</p>}
      {remedy && <p class="quiet">{remedy}</p>}
      {resealed && (
        <ul class="plain">
          {resealedInWords(resealed).map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      {next.length > 0 && (
        <>
          <p>
            <b>What comes next</b>
          </p>
          <ol>
            {next.map(({ text, command }) => (
              <li>
                {text} {command && <code>{command}</code>}
              </li>
            ))}
          </ol>
        </>
      )}
    </article>
  );
}
