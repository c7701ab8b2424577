import { describe, expect, it } from 'vitest';
import { formatConclusion } from '../../cli/executions/conclusion';
import { taskReport } from './terminal/task-report';

const execution = {
  executionArn: 'arn:e',
  name: 'recovery',
  stateMachineArn: 'arn:m',
  status: 'FAILED' as const,
  startDate: new Date(0),
  stopDate: new Date(90_000),
  dataIsHidden: false,
};

describe('formatConclusion', () => {
  it('ends with where the report is', () => {
    const objects = { bucket: 'runs', run: 'task-recovery' };
    const text = formatConclusion(
      { execution, report: { known: true, value: taskReport }, objects },
      100,
      false,
    );
    expect(text).toMatch(/^FAILED after 2 min\. Allow password recovery for .*: 1 done, 1 failed\.\n/);
    expect(text).toContain('(also .json)\nFetch it  aws s3 cp s3://runs/runs/task-recovery/report.html .');
  });

  it.each([
    ['SomeTargetsNotDone', '1 failed.'],
    ['DisabledException', '1 failed. Why it ended: DisabledException: no'],
  ])('says of %s what its report does not say', (error, end) => {
    const failed = { ...execution, error, cause: 'no' };
    const report = { known: true as const, value: taskReport };
    const [line] = formatConclusion({ execution: failed, report, objects: { run: 'r' } }, 200, false).split(
      '\n',
    );
    expect(line?.endsWith(end)).toBe(true);
  });

  it.each([
    [
      'the error, where there is no report',
      { error: 'InvalidInputError', cause: '{"errorMessage":"Not valid.\\n- accounts: wrong\\u001b"}' },
      { known: true as const, value: undefined },
      'FAILED after 2 min. There is no report. InvalidInputError: Not valid.\n- accounts: wrong\\u001b',
    ],
    [
      'that the error is hidden',
      { dataIsHidden: true },
      { known: true as const, value: undefined },
      'FAILED after 2 min. There is no report. Why is not known: the execution data needs kms:Decrypt.',
    ],
    [
      'why the report cannot be read',
      { error: 'SomeAccountsNotSettled', cause: '2 failed' },
      { known: false as const, why: 'denied', permission: 's3:GetObject' },
      'FAILED after 2 min. SomeAccountsNotSettled: 2 failed The report cannot be read: denied (needs s3:GetObject).',
    ],
  ])('says %s', (_, more, found, text) => {
    const conclusion = { execution: { ...execution, ...more }, report: found, objects: { run: 'recovery' } };
    expect(formatConclusion(conclusion, 200, false)).toBe(text);
  });
});
