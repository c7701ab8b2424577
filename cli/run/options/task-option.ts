import { isTaskName, parseTaskInput, privilegedTasks, type TaskName } from '../../../lambdas/tasks/registry';
import type { JsonObject } from '../../../local-aws';
import { jsonRule, type ReadFile, readJsonOption } from '../../options/file-options';
import type { Given } from '../../options/option-values';

/** A privileged task by its name, which is tried on whatever suits it, or its execution input. */
export type TaskOption = TaskName | JsonObject;

/** What starts something else. */
const otherStarts = ['input', 'list', 'event'];

const allowed = `${Object.keys(privilegedTasks).join(', ')}, or its execution input: ${jsonRule}`;

/** The task that `--task` asks for, or undefined; `isGiven` says what was, by the long name without its dashes. */
export function readTask(
  problems: string[],
  given: { task?: Given },
  isGiven: (option: string) => boolean,
  readFile: ReadFile,
): TaskOption | undefined {
  const { task } = given;
  if (task === undefined) return undefined;
  for (const option of otherStarts.filter(isGiven))
    problems.push(`--${option}: received together with --task; a task has an execution input of its own`);
  if (isTaskName(task)) return task;
  return readJsonOption(problems, '--task', task, allowed, readFile, (input) => parseTaskInput(input));
}
