import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../../../../local-aws/json';
import type { Case } from '../case';

/** What came of a case at the endpoint, in the names of the case. */
export interface Outcome {
  /** status, output, error and cause */
  ended: JsonObject;
  history: JsonObject[];
  seconds: number;
  /** Text by key, where the case looks at the bucket. */
  objects?: Record<string, string>;
}

/** In what the outcome is not what the case expects: `error: "A" instead of "B"`. */
export function differences(example: Case, { ended, history, seconds, objects }: Outcome): string[] {
  const states = history.flatMap(enteredState);
  return [
    ...Object.entries(example.expect).map(([field, expected]) =>
      difference(field, expected, readable(ended[field] ?? null)),
    ),
    difference('states', example.states, states),
    ...(example.history ? historyDifferences(example.history, history) : []),
    seconds < (example.seconds ?? 0) && `it took ${seconds} seconds instead of ${example.seconds}`,
    ...(example.objectsAfter && objects ? objectDifferences(example.objectsAfter, objects) : []),
  ].filter((text): text is string => Boolean(text));
}

function difference(what: string, expected: Json, found: Json, same = isDeepStrictEqual) {
  return !same(found, expected) && `${what}: ${brief(found)} instead of ${brief(expected)}`;
}

const brief = (value: Json) => {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

function enteredState(event: JsonObject): Json[] {
  const { stateEnteredEventDetails: details } = event;
  return isJsonObject(details) ? [details.name ?? null] : [];
}

function historyDifferences(expected: JsonObject[], found: JsonObject[]) {
  const types = (events: JsonObject[]) => events.map(({ type }) => type ?? null);
  const other = difference('events', types(expected), types(found));
  if (other) return [other];
  const index = expected.findIndex((event, position) => !contains(found[position] ?? null, event));
  return index < 0 ? [] : [difference(`event ${index + 1}`, expected[index] ?? null, found[index] ?? null)];
}

function objectDifferences(expected: Record<string, Json>, found: Record<string, string>) {
  const other = difference('objects', Object.keys(expected).sort(), Object.keys(found).sort());
  if (other) return [other];
  return Object.entries(expected).map(([key, body]) =>
    typeof body === 'string'
      ? difference(key, body, found[key] ?? null)
      : difference(key, body, JSON.parse(found[key] ?? 'null'), contains),
  );
}

/** Whether there is at least what is expected: objects may have more members. */
function contains(found: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every((each, index) => contains(found[index], each))
    );
  if (typeof expected !== 'object' || expected === null) return found === expected;
  return (
    typeof found === 'object' &&
    found !== null &&
    Object.entries(expected).every(([name, value]) => contains(Reflect.get(found, name), value))
  );
}

/** The message of a function's error for its whole document, which differs by runtime; deep in a value as well. */
export function readable(value: Json): Json {
  if (typeof value === 'string') return messageIn(value);
  if (Array.isArray(value)) return value.map(readable);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, readable(each ?? null)]));
}

function messageIn(text: string): string {
  const [, message] = /^\{.*"errorMessage": ?("(?:[^"\\]|\\.)*").*\}$/s.exec(text) ?? [];
  return message === undefined ? text : JSON.parse(message);
}
