import { isJsonObject, type Json } from './json';

/** Gets the values of one field of an event: several for a list, none where the field is absent. */
export type ValueMatcher = (values: readonly Json[]) => boolean;

type Compile = (argument: Json, where: string) => ValueMatcher;

/** Comparison operators, by the name that an event pattern gives them. */
const operators: Record<string, Compile> = {
  prefix: (argument, where) => textOperator(argument, where, (text, given) => text.startsWith(given)),
  suffix: (argument, where) => textOperator(argument, where, (text, given) => text.endsWith(given)),
  wildcard: (argument, where) => {
    const pattern = wildcard(string(argument, where), where);
    return anyText((text) => pattern.test(text));
  },
  'equals-ignore-case': (argument, where) => {
    const given = string(argument, where).toLowerCase();
    return anyText((text) => text.toLowerCase() === given);
  },
  'anything-but': anythingBut,
  numeric: (argument, where) => {
    const inRange = numericRange(argument, where);
    return (values) => values.some((value) => typeof value === 'number' && inRange(value));
  },
  exists: (argument, where) => {
    if (typeof argument !== 'boolean') throw unsupported(where, { exists: argument });
    return (values) => values.length > 0 === argument;
  },
};

/** One entry of a field's list: a plain value, or an object with a comparison operator. */
export function eventMatcher(entry: Json, where: string): ValueMatcher {
  if (Array.isArray(entry)) throw unsupported(where, entry);
  if (!isJsonObject(entry)) return (values) => values.includes(entry);
  const [name = '', ...others] = Object.keys(entry);
  const operator = Object.hasOwn(operators, name) && others.length === 0 ? operators[name] : undefined;
  if (!operator) throw unsupported(where, entry);
  return operator(entry[name] ?? null, where);
}

/** Values, or one operator on text; a value that matches none of them is enough. */
function anythingBut(argument: Json, where: string): ValueMatcher {
  const excluded = isJsonObject(argument) ? operatorsOf(argument, where) : [argument].flat().map(plainValue);
  return (values) => values.some((value) => !excluded.some((matches) => matches([value])));

  function plainValue(value: Json): ValueMatcher {
    if (typeof value === 'object') throw unsupported(where, { 'anything-but': argument });
    return eventMatcher(value, where);
  }
}

/** `{ "prefix": ["a", "b"] }` as one matcher for each of the values. */
function operatorsOf(argument: { [key: string]: Json }, where: string): ValueMatcher[] {
  const [name = '', ...others] = Object.keys(argument);
  if (!['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(name) || others.length > 0) {
    throw unsupported(where, { 'anything-but': argument });
  }
  return [argument[name] ?? null].flat().map((value) => eventMatcher({ [name]: value }, where));
}

/** `{ "prefix": "a" }` or `{ "prefix": { "equals-ignore-case": "A" } }`. */
function textOperator(
  argument: Json,
  where: string,
  compare: (text: string, given: string) => boolean,
): ValueMatcher {
  if (!isJsonObject(argument)) {
    const given = string(argument, where);
    return anyText((text) => compare(text, given));
  }
  const given = string(argument['equals-ignore-case'] ?? argument, where).toLowerCase();
  return anyText((text) => compare(text.toLowerCase(), given));
}

function anyText(matches: (text: string) => boolean): ValueMatcher {
  return (values) => values.some((value) => typeof value === 'string' && matches(value));
}

/** `*` is any text; `\*` and `\\` are themselves. */
function wildcard(given: string, where: string): RegExp {
  if (/(?<!\\)\*\*/.test(given)) throw unsupported(where, { wildcard: given });
  const source = given.replaceAll(/\\([*\\])|(\*)|([^\w\s])/g, (_, escaped, star, other) =>
    star ? '.*' : `\\${escaped ?? other}`,
  );
  return new RegExp(`^${source}$`, 's');
}

const comparisons: Record<string, (value: number, limit: number) => boolean> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `[">", 0, "<=", 5]`: one or two comparisons, all of which must hold. */
function numericRange(argument: Json, where: string): (value: number) => boolean {
  const parts = Array.isArray(argument) ? argument : [];
  if (parts.length !== 2 && parts.length !== 4) throw unsupported(where, { numeric: argument });
  const tests = [parts.slice(0, 2), parts.slice(2)]
    .filter((pair) => pair.length > 0)
    .map(([name, limit]) => {
      const compare = comparisons[String(name)];
      if (!compare || typeof limit !== 'number') throw unsupported(where, { numeric: argument });
      return (value: number) => compare(value, limit);
    });
  return (value) => tests.every((holds) => holds(value));
}

function string(value: Json, where: string): string {
  if (typeof value !== 'string') throw unsupported(where, value);
  return value;
}

function unsupported(where: string, what: Json): Error {
  return new Error(`${where}: ${JSON.stringify(what)} is not supported locally`);
}
