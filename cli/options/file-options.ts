import { readFileSync } from 'node:fs';
import { parseAccountList } from '../../lambdas/input/account-list';
import { decodedText } from '../../lambdas/input/decoded-text';
import { type InputProblem, problemLines, problemText } from '../../lambdas/input/input-problems';
import { InvalidInputError } from '../../lambdas/skeleton/errors';
import type { JsonObject } from '../../local-aws';
import { printable } from '../terminal/printable';
import { type Given, received } from './option-values';

/** Gives the text of the file at a path. @throws where it cannot be read */
export type ReadFile = (path: string) => string;

/** The text of the file at a path, in UTF-8 or with the byte order mark of UTF-16. @throws where it cannot be read */
export const readTextFile: ReadFile = (path) => decodedText(readFileSync(path));

/** A list file of account IDs: its path and its text. */
export interface ListFile {
  readonly path: string;
  readonly text: string;
}

/** The list file that `--list` names; `problems` is told where it cannot be read, and of each wrong line. */
export function readList(problems: string[], given: Given, readFile: ReadFile): ListFile {
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

/** The EventBridge event, what AWS says happened, in the file that `--event` names; `problems` is told where it is none. */
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

/** What is allowed for an option that `readJsonOption` reads, in words. */
export const jsonRule = 'a JSON object, or @ and the path of a file with one';

/** The execution input that an option brings, as JSON or as `@` and a file's path; `parse` is how the app reads it. */
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
    const text = given.startsWith('@') ? readFile(given.slice(1)) : given;
    const input: unknown = JSON.parse(text);
    if (!isJsonObject(input)) return problem(`it is ${kindOf(input)}`);
    problems.push(...inputProblems(name, () => parse(input)));
    return input;
  } catch (error) {
    return problem(reason(error));
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return kindOf(value) === 'an object';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : 'an object';
  return `a ${typeof value}`;
}

function reason(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}
