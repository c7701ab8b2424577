import { parseAccountList } from '../../lambdas/input/account-list';
import { parseExecutionInput } from '../../lambdas/input/execution-input';
import { type InputProblem, problemText } from '../../lambdas/input/input-problems';
import { parseTaskInput } from '../../lambdas/tasks/registry';
import type { Json, JsonObject } from '../../local-aws';
import {
  inputProblems,
  jsonRule,
  type ListFile,
  type ReadFile,
  readJsonOption,
  readList,
} from './file-options';
import type { WorkOptions } from './work-options';

/** The execution input to start with, and the list file that a part of it may come from. */
export interface ExecutionRequest {
  /** Execution input, valid in every field. */
  readonly input: JsonObject;
  /** Where a list file was given: the file, and the input without its accounts. */
  readonly list?: ListFile & { readonly inputWithoutList: JsonObject };
}

/**
 * The execution input that the options stand for; the accounts of a list file come first among the accounts.
 * `problems` gets everything that is wrong with them; only without any is the input one.
 */
export function executionRequest(
  problems: string[],
  options: WorkOptions,
  readFile: ReadFile,
): ExecutionRequest {
  const given =
    options.input === undefined ? {} : readJsonOption(problems, '--input', options.input, jsonRule, readFile);
  const list = options.list === undefined ? undefined : readList(problems, options.list, readFile);
  const fields = definedOnly({
    accounts: options.accounts,
    organizationalUnits: options.ou,
    exclude: options.exclude,
    mode: modeOf(options),
    credentials: options.credentials,
    reason: options.reason,
  });
  if (options.audit && options.rehearsal)
    problems.push('--rehearsal: received together with --audit, which asks nobody; allowed is one of them');
  problems.push(...saidTwice(given, { ...fields, ...(list && { accountsFile: list.path }) }));
  const input = { ...given, ...fields };
  problems.push(
    ...inputProblems(
      '--input',
      () => parseExecutionInput(input),
      (problem) => byOption(problem, fields),
    ),
  );
  if (!list || problems.length > 0) return { input };
  const more = Array.isArray(input.accounts) ? input.accounts : [];
  const accounts = [...new Set([...parseAccountList(list.text, list.path), ...more])];
  return { input: { ...input, accounts }, list: { ...list, inputWithoutList: input } };
}

/** The execution input of the privileged task that `--task` asks for; undefined where none was asked for. */
export function taskRequest(
  problems: string[],
  options: WorkOptions,
  readFile: ReadFile,
): JsonObject | undefined {
  if (options.task === undefined) return undefined;
  const others = withoutTask.filter((option) => options[option] !== undefined);
  if (others.length > 0) {
    const names = others.map(flagOf).join(', ');
    problems.push(`--task: received together with ${names}; a task has an execution input of its own`);
  }
  return readJsonOption(problems, '--task', options.task, jsonRule, readFile, (input) =>
    parseTaskInput(input),
  );
}

/** The mode that an option of its own stands for, which is called like it. */
const modeOf = ({ audit, rehearsal }: WorkOptions) =>
  (rehearsal && 'rehearsal') || (audit && 'audit') || undefined;

/** The option that stands for a field of the input. */
const optionOfField: Record<string, keyof WorkOptions> = {
  accountsFile: 'list',
  accounts: 'accounts',
  organizationalUnits: 'ou',
  exclude: 'exclude',
  credentials: 'credentials',
  reason: 'reason',
};
const modes = ['audit', 'rehearsal', 'purge'] as const;
const withoutTask = [...Object.values(optionOfField), ...modes, 'input', 'failOn'] as const;

/** The option of a command as it is typed: `--fail-on` for `failOn`. */
export const flagOf = (option: string) =>
  `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The app names fields; a person gave some of them as options. */
function byOption(problem: InputProblem, fields: JsonObject): string {
  const field = String(problem.path[0]);
  const option = field in fields ? optionOfField[field] : undefined;
  return option ? `--${option}: ${problem.what}` : `--input: ${problemText(problem)}`;
}

function saidTwice(input: JsonObject, fields: JsonObject): string[] {
  return Object.keys(fields)
    .filter((field) => field in input)
    .map(
      (field) =>
        `--${field === 'mode' ? fields.mode : optionOfField[field]}: received together with ${field} in --input; allowed is one of them`,
    );
}

function definedOnly(fields: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}
