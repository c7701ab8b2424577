import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../lambdas/run/model';
import { stepText } from '../../../lambdas/tasks/in-words';
import { privilegedTasks } from '../../../lambdas/tasks/registry';
import type { Performed } from '../../../lambdas/tasks/shapes';
import { reportTarget, type TargetEvidence } from '../../../lambdas/tasks/target-outcome';
import { approvedTask, bucketPlan, recoveryPlan } from '../support/task-fixture';

const [toDo, , unread, alreadySo] = recoveryPlan.targets;
const [bucket] = bucketPlan.targets;
if (!toDo || !unread || !alreadySo || !bucket) throw new Error('The fixture has changed.');

const accountId = toDo.accountId;
const caughtIn = (state: string) => ({ state, error: 'Lambda.Unknown', cause: '' });
const refused: Decision = { ...approvedTask('ab'), decision: 'REJECTED' };
const nobody: Decision = {
  decision: 'NOT_ASKED',
  decidedAt: '',
  caught: { state: 'RequestApproval', error: 'NoApproverConfirmedError', cause: '' },
};
const failure = { call: 'iam:CreateLoginProfile', error: 'ServiceFailure', message: 'no' };

const evidence = (known: Partial<TargetEvidence>): TargetEvidence => ({
  task: privilegedTasks['allow-password-recovery'],
  target: toDo,
  planned: toDo,
  decision: approvedTask('ab'),
  performed: undefined,
  caught: null,
  resealAt: undefined,
  ...known,
});
const performed = (result: object) => evidence({ performed: { accountId, ...result } as Performed });

describe('the outcome of a target', () => {
  it.each<[string, TargetEvidence, string]>([
    ['was done', performed({ result: 'done' }), 'done'],
    ['was so when its turn came', performed({ result: 'already-so' }), 'already-so'],
    ['failed', performed({ result: 'failed', failure }), 'failed'],
    ['could not be seen', performed({ result: 'unknown', failure }), 'unknown'],
    [
      'got no session',
      performed({ result: 'failed', caught: caughtIn('AssumeRootToUnlockBucket') }),
      'failed',
    ],
    ['got no answer', performed({ result: 'unknown', caught: caughtIn('DeleteBucketPolicy') }), 'unknown'],
    ['was so already', evidence({ planned: alreadySo, decision: undefined }), 'already-so'],
    ['could not be read', evidence({ planned: unread }), 'failed'],
    ['was refused', evidence({ decision: refused }), 'refused'],
    ['expired', evidence({ decision: { decision: 'EXPIRED', decidedAt: '' } }), 'expired'],
    ['nobody was asked about', evidence({ decision: nobody }), 'failed'],
    ['was not planned', evidence({ planned: undefined, decision: undefined }), 'failed'],
    ['was not decided', evidence({ decision: undefined, caught: caughtIn('PlanTask') }), 'failed'],
    ['was approved, and the plan changed', evidence({ caught: caughtIn('CloseApproval') }), 'failed'],
    // Nobody knows how far the map came.
    ['was approved, and the map broke', evidence({ caught: caughtIn('PerformTask') }), 'unknown'],
    ['was approved, and has no result', evidence({}), 'unknown'],
  ])('that %s', (_, known, outcome) => {
    const told = reportTarget(known);
    expect(told.outcome).toBe(outcome);
    expect(told.next.length > 0).toBe(outcome === 'done' || known.performed?.result === 'already-so');
    if (outcome === 'failed' || outcome === 'unknown') expect(told.remedy).not.toBe('');
    if (outcome !== 'done') expect(told.reason).not.toBe('');
  });
});

describe('what comes next', () => {
  it('is for the owner of the mailbox, and when it is taken away again', () => {
    const { next } = reportTarget({ ...performed({ result: 'done' }), resealAt: '2026-11-23T16:00:00.000Z' });
    expect(next.map(stepText).join('\n')).toContain(toDo.email);
    expect(next.map(stepText).join('\n')).toContain('Forgot your password?');
    expect(next.at(-1)?.text).toContain('Mon, 23 Nov 2026, 16:00 UTC');
  });

  it('says to take it away again where nothing does', () => {
    expect(reportTarget(performed({ result: 'done' })).next.at(-1)?.text).toContain('start a purge');
  });

  it('is how to put a policy back', () => {
    const { next } = reportTarget({
      ...performed({ result: 'done' }),
      task: privilegedTasks['delete-bucket-policy'],
      target: bucket,
      planned: { ...bucket, region: 'eu-south-1' },
    });
    expect(next.map(stepText)[0]).toContain(
      'aws s3 cp s3://run-bucket/runs/task-bucket/policy.json policy.json',
    );
    expect(next.map(stepText)[2]).toContain(
      'aws s3api put-bucket-policy --region eu-south-1 --bucket payments-logs --policy file://policy.json',
    );
  });
});
