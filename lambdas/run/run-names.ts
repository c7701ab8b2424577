/**
 * The name that a task's objects in the run store go by: its execution's name behind a prefix that no purge may have,
 * so that two executions of the two state machines never meet there.
 */
const prefix = 'task-';

/** With its prefix, and with that of the purge that may follow, it is still an execution's name (80 characters). */
export const longestTaskName = 70;

export function isTaskRun(run: string): boolean {
  return run.startsWith(prefix);
}

/** The name of the execution that has this run. */
export function executionOf(taskRun: string): string {
  return taskRun.slice(prefix.length);
}

/** The run of the task's execution of this name. */
export function taskRunOf(execution: string): string {
  return `${prefix}${execution}`;
}

/** A purge that takes password recovery away again. */
export function isResealRun(run: string): boolean {
  return run.startsWith('reseal-');
}
