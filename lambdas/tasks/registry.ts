import { problem } from '../input/input-problems';
import { valueAt } from '../input/value-at';
import { InvalidInputError } from '../skeleton/errors';
import { passwordRecoveryTask } from './allow-password-recovery/password-recovery-task';
import { bucketPolicyTask } from './delete-bucket-policy/bucket-policy-task';
import { queuePolicyTask } from './delete-queue-policy/queue-policy-task';
import type { PrivilegedTask, TaskInput } from './privileged-task';

/** Every privileged task of this app, by its name. */
export const privilegedTasks = {
  'allow-password-recovery': passwordRecoveryTask,
  'delete-bucket-policy': bucketPolicyTask,
  'delete-queue-policy': queuePolicyTask,
} satisfies Tasks;

/** Privileged tasks by their names. */
export type Tasks = Readonly<Record<string, PrivilegedTask>>;

/** The name of a privileged task of this app. */
export type TaskName = keyof typeof privilegedTasks;

/** Whether this app has a privileged task of this name. */
export function isTaskName(name: unknown): name is TaskName {
  return typeof name === 'string' && Object.hasOwn(privilegedTasks, name);
}

/** The task that a stored request, plan or report is about. @throws Error where the app has none of this name */
export function taskNamed(name: string, tasks: Tasks = privilegedTasks): PrivilegedTask {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (!task) throw new Error(`This app knows no privileged task ${name}.`);
  return task;
}

/**
 * The input of an execution that does a privileged task, as the task that it names reads it.
 * @throws InvalidInputError naming every wrong field, the value received and what is allowed
 */
export function parseTaskInput(input: unknown, tasks: Tasks = privilegedTasks): TaskInput {
  const name = valueAt(input, ['task']);
  const task = Object.values(tasks).find((known) => known.name === name);
  if (task) return task.parseInput(input);
  throw new InvalidInputError([problem('task', name, `one of ${Object.keys(tasks).join(', ')}`)]);
}
