import { InvalidInputError } from '../../lambdas/function/errors';
import { parseAccountList } from '../../lambdas/run/execution-input';
import { type InputProblem, problemLines, problemText } from '../../lambdas/run/input-problems';
import { isJsonObject, type JsonObject } from '../../local-aws';
import { printable } from '../terminal/printable';

/** Wrong options or arguments; the message names each with what was received and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    readonly problems: readonly string[],
    command = 'npm start --',
  ) {
    const list = problems.map((problem) => `  ${problem}`).join('\n');
    super(`Nothing was started, because of:\n${list}\n${command} --help shows the options.`);
  }
}

/** What commander gives for an option: text, or `true` where the value is missing. */
export type Given = string | true;

export function readWholeNumber(
  problems: string[],
  name: string,
  given: Given,
  min: number,
  max: number,
): number {
  const number = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(number >= min && number <= max)) {
    problems.push(`${name}: received ${received(given)}; allowed is a whole number from ${min} to ${max}`);
  }
  return number;
}

export function readChoice<Choice extends string>(
  problems: string[],
  name: string,
  given: Given,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const choice = choices.find((candidate) => candidate === given);
  if (!choice) problems.push(`${name}: received ${received(given)}; allowed is one of ${choices.join(', ')}`);
  return choice ?? choices[0];
}

/** A text that matches `pattern`, or any that is not empty. */
export function readTextOption(
  problems: string[],
  name: string,
  given: Given,
  allowed: string,
  pattern = /./,
): string {
  if (typeof given === 'string' && pattern.test(given)) return given;
  problems.push(`${name}: received ${received(given)}; allowed is ${allowed}`);
  return '';
}

export type ReadFile = (path: string) => string;

/** The list file's path and text, in which there are account IDs. */
export function readList(
  problems: string[],
  given: Given,
  readFile: ReadFile,
): { path: string; text: string } {
  if (given === true || given === '') {
    problems.push(`--list: received ${received(given)}; allowed is the path of a file of account IDs`);
    return { path: '', text: '' };
  }
  try {
    const text = readFile(given);
    problems.push(...inputProblems('--list', () => parseAccountList(text, given)));
    return { path: given, text };
  } catch (error) {
    problems.push(`--list: ${received(given)} cannot be read (${reason(error)})`);
    return { path: given, text: '' };
  }
}

/** What the app itself finds wrong with what an option brings, each as a problem of this option. */
export function inputProblems(
  option: string,
  parse: () => unknown,
  textOf = (problem: InputProblem) => `${option}: ${problemText(problem)}`,
): string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return problemLines(error.problems, (problem) => printable(textOf(problem)));
  }
}

/** An EventBridge event: what AWS says happened, as JSON. */
export function readEvent(problems: string[], given: Given, readFile: ReadFile): JsonObject {
  const problem = (why: string) => {
    problems.push(`--event: received ${received(given)}; ${why}`);
    return {};
  };
  if (given === true || given === '')
    return problem('allowed is the path of a file with an EventBridge event');
  try {
    const event: unknown = JSON.parse(readFile(given));
    const isEvent = isJsonObject(event) && typeof event.source === 'string' && isJsonObject(event.detail);
    return isEvent
      ? event
      : problem('allowed is a file with one JSON object that has a source (a text) and a detail (an object)');
  } catch (error) {
    return problem(`it cannot be read (${reason(error)})`);
  }
}

export const jsonRule = 'a JSON object, or @ and the path of a file with one';

/** Execution input, given as JSON or as `@` and the path of a file with JSON; `parse` is how the app reads it. */
export function readJsonOption(
  problems: string[],
  name: string,
  given: Given,
  allowed: string,
  readFile: ReadFile,
  parse: (input: JsonObject) => unknown = () => undefined,
): JsonObject {
  const problem = (why: string) => {
    problems.push(`${name}: received ${received(given)}; allowed is ${allowed} (${why})`);
    return {};
  };
  if (given === true || given === '' || given === '@') return problem('there is nothing to read');
  try {
    const text = given.startsWith('@') ? readFile(given.slice(1)).replace(/^\uFEFF/, '') : given;
    const input: unknown = JSON.parse(text);
    if (!isJsonObject(input)) return problem(`it is ${kindOf(input)}`);
    problems.push(...inputProblems(name, () => parse(input)));
    return input;
  } catch (error) {
    return problem(reason(error));
  }
}

/**
 * One problem for each argument that is no known option and no value of one; `similar` knows a known option that is
 * like it.
 */
export function describeUnknown(
  args: readonly string[],
  known: readonly string[],
  similar: (argument: string) => string | undefined,
): string[] {
  const isValue = (argument: string, before = '') => !argument.startsWith('-') && /^-[^=]*$/.test(before);
  return args
    .filter((argument, index) => !isValue(argument, args[index - 1]))
    .map((argument) => {
      if (!argument.startsWith('-'))
        return `${received(argument)}: an argument without an option; allowed is none (npm needs -- before the options)`;
      const meant = similar(argument);
      const hint = meant ? `did you mean ${meant}?` : `allowed are ${known.join(', ')}`;
      return `${received(argument)}: no such option, or one that takes no value; ${hint}`;
    });
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

function received(given: Given): string {
  if (given === true) return 'nothing';
  return `"${printable(given.length > 60 ? `${given.slice(0, 60)}...` : given)}"`;
}

function reason(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}
