import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { withStepsOnThisMachine } from '../../../cli/run/steps-on-this-machine';
import { linesOf } from '../../../cli/terminal/report-text';
import { privilegedTasks } from '../../../lambdas/tasks/registry';
import type { TaskReport } from '../../../lambdas/tasks/shapes';
import { taskReport } from '../terminal/task-report';

const target = {
  accountId: '111122223333',
  name: 'payments',
  email: 'payments@example.com',
  resource: 'payments-logs',
};
const storedAs = 's3://run-bucket/runs/task-a-run-with-a-long-name/policy.json';
const next = privilegedTasks['delete-bucket-policy'].nextSteps({ target, storedAs });
const report: TaskReport = {
  ...taskReport,
  task: 'delete-bucket-policy',
  targets: [{ ...target, outcome: 'done', reason: '', remedy: '', next }],
};
const linesIn = (folder: string) =>
  linesOf(withStepsOnThisMachine(report, { name: 'run-bucket', folder }), 60, createColors(false));

describe('keptHere', () => {
  it('leads to the files on this machine, with commands that can be pasted', () => {
    expect(linesIn('.root-purge')).toEqual([
      '111122223333 (payments), payments-logs: done',
      '  1. The policy is kept as',
      '  .root-purge/runs/task-a-run-with-a-long-name/policy.json.',
      '  Read it:',
      '  cp .root-purge/runs/task-a-run-with-a-long-name/policy.json policy.json',
      '  2. Mend in it what locked everybody out.',
      '  3. Put it back, with credentials for the account of the',
      '  bucket:',
      '  aws s3api put-bucket-policy --bucket payments-logs --policy file://policy.json',
      '',
    ]);
  });

  it('quotes a folder with spaces', () => {
    expect(linesIn('my $runs')).toContain(
      "  cp 'my $runs/'runs/task-a-run-with-a-long-name/policy.json policy.json",
    );
  });

  it('leaves other buckets alone', () => {
    const other = { name: 'other', folder: '.' };
    expect(withStepsOnThisMachine(report, other)).toEqual(report);
  });
});
