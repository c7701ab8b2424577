import { isDeepStrictEqual } from 'node:util';
import { ApprovalRequest, Decision } from '../../lambdas/run/model';
import { type TaskReport, TaskRequest } from '../../lambdas/tasks/shapes';
import { unlike } from './purge-checks';
import { checked, type RecordCheck } from './record-check';
import { digestOf, type RunReader } from './run-files';
import { notAsked } from './who-was-asked';

/** What is asked of a privileged task: what it did leaves no files of its own, so less can be checked. */
export function checkTask(reader: RunReader, report: TaskReport): RecordCheck[] {
  const decision = reader.read('decision.json', Decision);
  const approval = reader.read('approval.json', ApprovalRequest);
  const request = reader.read('task.json', TaskRequest);
  const planDigest = digestOf(reader.files.get('plan.json'));
  return [
    checked('decision', [
      ...(isDeepStrictEqual(report.decision, decision)
        ? []
        : ['report.json shows another decision than decision.json.']),
      ...(decision && 'decidedBy' in decision && decision.planDigest !== planDigest
        ? [
            `decision.json is about the plan with the digest ${decision.planDigest}; that of plan.json is ${planDigest}.`,
          ]
        : []),
      ...(approval && decision && 'decidedBy' in decision ? notAsked(decision, approval) : []),
    ]),
    checked(
      'approved-only',
      report.targets
        .filter(({ outcome }) => outcome === 'done' && decision?.decision !== 'APPROVED')
        .map(({ accountId }) => `${accountId} is reported as done, and was not approved.`),
    ),
    request
      ? checked('once', unlike(request.targets.map(idOf), report.targets.map(idOf), 'report.json'))
      : checked('once', [], ['There is no task.json, which says what the run was about.']),
    checked('claims', [], ['What a privileged task did is in the execution history, and in CloudTrail.']),
  ];
}

const idOf = ({ accountId }: { accountId: string }) => accountId;
