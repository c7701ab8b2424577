import { readFileSync } from 'node:fs';
import { parseAccountList, parseExecutionInput } from '../../lambdas/shared/execution-input';
import type { CredentialKind } from '../../lambdas/shared/model';
import { parseTaskInput } from '../../lambdas/shared/task-input';
import { jsonRule, readJson, readList } from '../../local/terminal/option-values';
import { CommandError } from '../command-error';

/** How a purge was asked for on the command line. */
export interface InputOptions {
  list?: string;
  accounts?: string[];
  ou?: string[];
  exclude?: string[];
  credentials?: CredentialKind[];
  audit?: true;
  reason?: string;
  input?: string;
}

export interface ExecutionRequest {
  /** Execution input, valid in every field. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The same with the list left out, and its text; where a list file was given. */
  readonly list?: { readonly text: string; readonly inputWithoutList: Readonly<Record<string, unknown>> };
}

type ReadFile = (path: string) => string;

/**
 * The execution input that the options stand for; the accounts of a list file come first among the accounts.
 * @throws CommandError for options that contradict each other, or files that cannot be read
 * @throws InvalidInputError naming everything that is wrong with the input
 */
export function executionRequest(
  options: InputOptions,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): ExecutionRequest {
  const given = options.input === undefined ? {} : jsonObject('--input', options.input, readFile);
  const list = options.list === undefined ? undefined : listFile(options.list, readFile);
  const fields = definedOnly({
    accounts: options.accounts,
    organizationalUnits: options.ou,
    exclude: options.exclude,
    mode: options.audit && 'audit',
    credentials: options.credentials,
    reason: options.reason,
  });
  assertNotTwice(given, { ...fields, ...(list && { accountsFile: list }) });
  const input = { ...given, ...fields };
  if (!list) return checked(input);
  const more = Array.isArray(input.accounts) ? input.accounts : [];
  const accounts = [...new Set([...list.ids, ...more])];
  const { input: whole } = checked({ ...input, accounts });
  return { input: whole, list: { text: list.text, inputWithoutList: input } };
}

/** The same for a privileged task. @throws CommandError or InvalidInputError */
export function taskRequest(
  given: string,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): ExecutionRequest {
  const input = jsonObject('--task', given, readFile);
  parseTaskInput(input);
  return { input };
}

function checked(input: Record<string, unknown>): ExecutionRequest {
  parseExecutionInput(input);
  return { input };
}

/** A JSON object, given as text or as `@` and the path of a file. @throws CommandError */
function jsonObject(option: string, given: string, readFile: ReadFile): Record<string, unknown> {
  const problems: string[] = [];
  const value = readJson(problems, option, given, jsonRule, readFile);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  return value;
}

function listFile(path: string, readFile: ReadFile): { text: string; ids: string[] } {
  const problems: string[] = [];
  const { text } = readList(problems, path, readFile);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  return { text, ids: parseAccountList(text, path) };
}

const optionOfField: Record<string, string> = {
  accounts: '--accounts',
  accountsFile: '--list',
  organizationalUnits: '--ou',
  exclude: '--exclude',
  mode: '--audit',
  credentials: '--credentials',
  reason: '--reason',
};

function assertNotTwice(input: Record<string, unknown>, fields: Record<string, unknown>): void {
  const twice = Object.keys(fields).filter((field) => field in input);
  if (twice.length === 0) return;
  throw new CommandError(
    twice
      .map(
        (field) =>
          `${optionOfField[field]}: received together with ${field} in --input; allowed is one of them`,
      )
      .join('\n'),
  );
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
