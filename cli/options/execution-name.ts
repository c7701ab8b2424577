import { randomBytes } from 'node:crypto';
import { isTaskRun, longestTaskName } from '../../lambdas/run/execution-names';
import { readTextOption } from './option-values';

/** A new name for an execution that begins at this time, which sorts by it: `2026-11-23T09-00-00Z-1a2b3c`. */
export function executionNameAt(now: Date): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}Z-${randomBytes(3).toString('hex')}`;
}

/** The name that `--name` gives an execution, or a new one; `problems` is told of one that Step Functions refuses. */
export function readExecutionName(
  problems: string[],
  { name, task }: { name?: string; task?: string },
): string {
  if (name === undefined) return executionNameAt(new Date());
  const longest = task === undefined ? 80 : longestTaskName;
  const allowed = `1 to ${longest} letters, digits, hyphens and underscores`;
  readTextOption(problems, '--name', name, allowed, new RegExp(`^[\\w-]{1,${longest}}$`));
  if (task === undefined && isTaskRun(name))
    problems.push(`--name: received "${name}"; allowed for a purge is one that does not begin with "task-"`);
  return name;
}
