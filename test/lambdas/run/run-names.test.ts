import { expect, it } from 'vitest';
import { executionOf, isResealRun, isTaskRun, taskRunOf } from '../../../lambdas/run/run-names';

it('gives the run of a task a name that no purge has, and takes it away again', () => {
  expect(taskRunOf('recovery')).toBe('task-recovery');
  expect(executionOf(taskRunOf('recovery'))).toBe('recovery');
});

it.each([
  ['task-recovery', true, false],
  ['recovery-task-', false, false],
  ['reseal-recovery', false, true],
  ['recovery-reseal-', false, false],
])('knows the kind of the run %s', (run, isTask, isReseal) => {
  expect([isTaskRun(run), isResealRun(run)]).toEqual([isTask, isReseal]);
});
