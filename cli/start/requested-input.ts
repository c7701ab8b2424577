import { parseAccountList } from '../../lambdas/input/account-list';
import { parseExecutionInput } from '../../lambdas/input/execution-input';
import { type InputProblem, problemText } from '../../lambdas/input/input-problems';
import { parseTaskInput } from '../../lambdas/tasks/registry';
import { inputProblems, jsonRule, type ReadFile, readJsonOption, readList } from '../options/file-options';

/** How a purge was asked for on the command line; nothing of it is checked yet. */
export interface PurgeOptions {
  list?: string;
  accounts?: string[];
  ou?: string[];
  exclude?: string[];
  credentials?: string[];
  audit?: true;
  reason?: string;
  input?: string;
}

/** How a purge or a privileged task was asked for on the command line; nothing of it is checked yet. */
export interface InputOptions extends PurgeOptions {
  /** Input of a privileged task: JSON, or `@` and the path of a file. */
  task?: string;
}

/** The execution input to start with, and the list file that a part of it may come from. */
export interface ExecutionRequest {
  /** Execution input, valid in every field. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Where a list file was given: its text, and the input without its accounts. */
  readonly list?: { readonly text: string; readonly inputWithoutList: Readonly<Record<string, unknown>> };
}

/**
 * The execution input that the options stand for; the accounts of a list file come first among the accounts.
 * `problems` gets everything that is wrong with them; only without any is the input one.
 */
export function executionRequest(
  problems: string[],
  options: PurgeOptions,
  readFile: ReadFile,
): ExecutionRequest {
  const given =
    options.input === undefined ? {} : readJsonOption(problems, '--input', options.input, jsonRule, readFile);
  const list = options.list === undefined ? undefined : readList(problems, options.list, readFile);
  const fields = definedOnly({
    accounts: options.accounts,
    organizationalUnits: options.ou,
    exclude: options.exclude,
    mode: options.audit && 'audit',
    credentials: options.credentials,
    reason: options.reason,
  });
  problems.push(...saidTwice(given, { ...fields, ...(list && { accountsFile: list }) }));
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
  return { input: { ...input, accounts }, list: { text: list.text, inputWithoutList: input } };
}

/** The execution input of the privileged task that `--task` asks for; undefined where none was asked for. */
export function taskRequest(
  problems: string[],
  { task, ...options }: InputOptions,
  readFile: ReadFile,
): ExecutionRequest | undefined {
  if (task === undefined) return undefined;
  const others = purgeOptions.filter((option) => options[option] !== undefined);
  if (others.length > 0) {
    const names = others.map((option) => `--${option}`).join(', ');
    problems.push(`--task: received together with ${names}; a task has an execution input of its own`);
  }
  return {
    input: readJsonOption(problems, '--task', task, jsonRule, readFile, (input) => parseTaskInput(input)),
  };
}

/** The option that stands for a field of the input. */
const optionOfField: Record<string, keyof PurgeOptions> = {
  accountsFile: 'list',
  accounts: 'accounts',
  organizationalUnits: 'ou',
  exclude: 'exclude',
  credentials: 'credentials',
  mode: 'audit',
  reason: 'reason',
};
const purgeOptions = [...Object.values(optionOfField), 'input'] as const;

/** The app names fields; a person gave some of them as options. */
function byOption(problem: InputProblem, fields: Record<string, unknown>): string {
  const field = String(problem.path[0]);
  const option = field in fields ? optionOfField[field] : undefined;
  return option ? `--${option}: ${problem.what}` : `--input: ${problemText(problem)}`;
}

function saidTwice(input: Record<string, unknown>, fields: Record<string, unknown>): string[] {
  return Object.keys(fields)
    .filter((field) => field in input)
    .map(
      (field) =>
        `--${optionOfField[field]}: received together with ${field} in --input; allowed is one of them`,
    );
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
