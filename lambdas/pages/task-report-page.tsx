import { count, inOrderOf } from '../report/words';
import { taskOutcomeWords } from '../tasks/in-words';
import type { PrivilegedTask } from '../tasks/privileged-task';
import { type Tasks, taskNamed } from '../tasks/registry';
import { resealedInWords } from '../tasks/resealed-in-words';
import { type ReportedTarget, type TaskOutcome, type TaskReport, taskOutcomes } from '../tasks/shapes';
import { DecisionOrNone } from './decision-facts';
import { Fact, Moment, RunAndReason } from './facts';
import { reportDocument } from './layout';
import { OriginFacts, RecordFact } from './origin-facts';
import { AccountIdLine } from './planned-account';

/** The report of a privileged task as one HTML document: every target, under its outcome. */
export function renderTaskReport(report: TaskReport, tasks?: Tasks): string {
  const task = taskNamed(report.task, tasks);
  return reportDocument(
    `Privileged task report – run ${report.run}`,
    <>
      <h1>{report.summary}</h1>
      <RunFacts report={report} />
      {inOrderOf(taskOutcomeWords, taskOutcomes).map((outcome) => (
        <OutcomeGroup
          task={task}
          outcome={outcome}
          targets={report.targets.filter((target) => target.outcome === outcome)}
        />
      ))}
    </>,
  );
}

function RunFacts({ report }: { report: TaskReport }) {
  const { run, requestReason, startedAt, finishedAt, decision, resealAt, resealRun } = report;
  return (
    <dl class="facts">
      <RunAndReason run={run} reason={requestReason} />
      <OriginFacts {...report} />
      <Fact term="Started">
        <Moment at={startedAt} />
      </Fact>
      <Fact term="Reported">
        <Moment at={finishedAt} />
      </Fact>
      {resealAt && (
        <Fact term="Taken away again">
          from <Moment at={resealAt} /> on, by a purge with an approval of its own
        </Fact>
      )}
      {resealRun && (
        <Fact term="Taken away again by">
          run <code>{resealRun}</code>
        </Fact>
      )}
      <DecisionOrNone
        decision={decision}
        otherwise="nothing was changed"
        notNeeded="there was nothing to approve"
      />
      <RecordFact {...report} />
    </dl>
  );
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
