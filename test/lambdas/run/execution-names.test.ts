import { expect, it } from 'vitest';
import {
  executionOf,
  isJoinedRun,
  isTaskRun,
  joinedRunName,
  taskRunOf,
} from '../../../lambdas/run/execution-names';

it('gives the run of a task a name that no purge has, and takes it away again', () => {
  expect(taskRunOf('recovery')).toBe('task-recovery');
  expect(executionOf(taskRunOf('recovery'))).toBe('recovery');
});

it.each([
  ['task-recovery', true],
  ['recovery-task-', false],
])('knows whether the run %s is that of a task', (run, isTask) => {
  expect(isTaskRun(run)).toBe(isTask);
});

const joined = new Date('2026-11-23T09:59:57.123Z');

it.each([
  ['2026-11-23T10:00:00Z', 'joined-444455556666-20261123T095957Z'],
  ['2027-02-21T09:59:57Z', 'joined-444455556666-20261123T095957Z'],
  ['2027-02-21T09:59:58Z', 'event-444455556666-20270221T095958Z'],
])('names the run for an event of %s, and knows it by that name', (time, name) => {
  expect(joinedRunName('444455556666', joined, new Date(time))).toBe(name);
  expect(isJoinedRun(name)).toBe(true);
});

it.each([
  'run-1',
  'joined-yesterday',
  'joined-444455556666',
  'my-joined-444455556666-20261123T095957Z',
  'joined-444455556666-20261123T095957Z-again',
  'reseal-joined-444455556666-20261123T095957Z',
])('takes %s for the run of a person', (name) => {
  expect(isJoinedRun(name)).toBe(false);
});
