import { randomBytes } from 'node:crypto';
import { isTaskRun, longestTaskName } from '../../lambdas/shared/task-run';
import { CommandError } from '../command-error';

/** The name of the execution, by default one that sorts by time. @throws CommandError for one that the app would refuse */
export function nameOf({ name, task }: { name?: string; task?: string }): string {
  if (name === undefined) return nameNow();
  if (task === undefined && isTaskRun(name))
    throw new CommandError('--name: the name of a purge does not begin with "task-". Nothing was started.');
  if (task !== undefined && name.length > longestTaskName)
    throw new CommandError(`--name: of a task, at most ${longestTaskName} characters. Nothing was started.`);
  return name;
}

function nameNow(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}Z-${randomBytes(3).toString('hex')}`;
}
