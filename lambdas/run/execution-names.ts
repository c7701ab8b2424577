/** Stands before the name of a task's execution in its run's; no execution of a purge may have such a name. */
const taskPrefix = 'task-';

/**
 * The most characters that the name of a task's execution may have: with its prefix, and with that of the purge that
 * may follow, it is still the name of an execution, which has 80 at most.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (`name`)
 */
export const longestTaskName = 70;

/** Whether a run is that of a privileged task, as the prefix `task-` of its name says. */
export function isTaskRun(run: string): boolean {
  return run.startsWith(taskPrefix);
}

/** The name of the execution that a task's run belongs to: `recovery` for `task-recovery`. */
export function executionOf(taskRun: string): string {
  return taskRun.slice(taskPrefix.length);
}

/**
 * The name that a task's objects in the run store go by, `task-recovery` for the execution `recovery`: executions of
 * the two state machines may have one name, and never meet there.
 */
export function taskRunOf(execution: string): string {
  return `${taskPrefix}${execution}`;
}

/**
 * The name of the execution for an account that joined. It has the time of the joining, as long as that name may not be
 * free again, which is 90 days after the end of an execution: what happens later is about something else, and has the
 * time of the event.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (`name`)
 */
export function joinedRunName(accountId: string, joined: Date, happened: Date): string {
  const isLater = isLongAgo(joined, happened);
  const time = (isLater ? happened : joined).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${isLater ? 'event' : 'joined'}-${accountId}-${time}`;
}

/** Whether an account had joined for so long when something happened that the name for its joining may be free again. */
export function isLongAgo(joined: Date, happened: Date): boolean {
  return happened.getTime() - joined.getTime() > 90 * 24 * 60 * 60 * 1000;
}

/** Whether a run has the name of one for an account that joined: an event started it, nobody who mistypes an ID. */
export function isJoinedRun(run: string): boolean {
  return /^(joined|event)-\d{12}-\d{8}T\d{6}Z$/.test(run);
}
