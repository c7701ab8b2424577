import { randomBytes } from 'node:crypto';
import { isTaskRun, longestTaskName } from '../../lambdas/run/run-names';
import { readTextOption } from '../options/option-values';

/**
 * The name of the execution, by default one that sorts by time.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function readName(problems: string[], { name, task }: { name?: string; task?: string }): string {
  if (name === undefined) return nameNow();
  const longest = task === undefined ? 80 : longestTaskName;
  const allowed = `1 to ${longest} letters, digits, hyphens and underscores`;
  readTextOption(problems, '--name', name, allowed, new RegExp(`^[\\w-]{1,${longest}}$`));
  if (task === undefined && isTaskRun(name))
    problems.push(`--name: received "${name}"; allowed for a purge is one that does not begin with "task-"`);
  return name;
}

function nameNow(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}Z-${randomBytes(3).toString('hex')}`;
}
