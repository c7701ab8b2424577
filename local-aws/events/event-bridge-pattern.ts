import { isJsonObject, type Json, type JsonObject } from '../json';
import { eventMatcher, type ValueMatcher } from './event-bridge-matchers';

type Test = (value: Json | undefined) => boolean;

/**
 * Compiles an event pattern (Amazon EventBridge User Guide, "Creating event patterns" and "Comparison operators"):
 * every field must match, a field by any of its listed values.
 * @throws Error that names what is not supported here
 */
export function eventPattern(pattern: JsonObject): (event: JsonObject) => boolean {
  return objectTest(pattern, 'the event pattern');
}

function objectTest(pattern: JsonObject, where: string): Test {
  const fields = Object.entries(pattern).map(([key, entry]) =>
    key === '$or' ? orTest(entry, `${where}.$or`) : fieldTest(key, entry, `${where}.${key}`),
  );
  return (value) => fields.every((matches) => matches(value));
}

/** One of several patterns for the same object must match. */
function orTest(entry: Json, where: string): Test {
  if (!Array.isArray(entry) || entry.length < 2 || !entry.every(isJsonObject)) {
    throw new Error(`${where}: expected a list of at least two patterns, found ${JSON.stringify(entry)}`);
  }
  const alternatives = entry.map((pattern, index) => objectTest(pattern, `${where}[${index}]`));
  return (value) => alternatives.some((matches) => matches(value));
}

function fieldTest(key: string, entry: Json, where: string): Test {
  const valueTest = Array.isArray(entry) ? leafTest(entry, where) : nestedTest(entry, where);
  return (parent) => valueTest(isJsonObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined);
}

/** Of a list of objects in the event, one must match as a whole. */
function nestedTest(entry: Json, where: string): Test {
  if (!isJsonObject(entry)) {
    throw new Error(`${where}: expected a list of values or a pattern, found ${JSON.stringify(entry)}`);
  }
  const matches = objectTest(entry, where);
  return (value) => (Array.isArray(value) && value.length > 0 ? value.some(matches) : matches(value));
}

function leafTest(entries: Json[], where: string): Test {
  if (entries.length === 0) throw new Error(`${where}: an empty list matches nothing`);
  const matchers = entries.map((entry) => eventMatcher(entry, where));
  return (value) => {
    const values = Array.isArray(value) ? value : [value];
    return matchers.some((matches: ValueMatcher) => matches(values.filter(isLeaf)));
  };
}

/** Only a value can be compared; an object, or nothing, is as good as absent. */
function isLeaf(value: Json | undefined): value is Json {
  return value !== undefined && !isJsonObject(value);
}
