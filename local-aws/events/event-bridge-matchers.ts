import { isJsonObject, type Json } from '../json';

/** Gets the values of one field of an event: several for a list, none where the field is absent. */
export type ValueMatcher = (values: readonly Json[]) => boolean;

type Compile = (argument: Json, where: string) => ValueMatcher;

/** Comparison operators, by the name that an event pattern gives them. */
const operators: Record<string, Compile> = {
  wildcard: (argument, where) => {
    const pattern = wildcard(argument, where);
    return (values) => values.some((value) => typeof value === 'string' && pattern.test(value));
  },
  'anything-but': (argument, where) => {
    const excluded = [argument].flat();
    if (excluded.some((value) => typeof value === 'object'))
      throw unsupported(where, { 'anything-but': argument });
    // A value that is none of them is enough.
    return (values) => values.some((value) => !excluded.includes(value));
  },
  exists: (argument, where) => {
    if (typeof argument !== 'boolean') throw unsupported(where, { exists: argument });
    return (values) => values.length > 0 === argument;
  },
};

/**
 * One entry of a field's list: a plain value, or an object with a comparison operator.
 * @throws Error that names what is not supported
 */
export function eventMatcher(entry: Json, where: string): ValueMatcher {
  if (Array.isArray(entry)) throw unsupported(where, entry);
  if (!isJsonObject(entry)) return (values) => values.includes(entry);
  const [name = '', ...others] = Object.keys(entry);
  const operator = Object.hasOwn(operators, name) && others.length === 0 ? operators[name] : undefined;
  if (!operator) throw unsupported(where, entry);
  return operator(entry[name] ?? null, where);
}

/** `*` is any text; `\*` and `\\` are themselves. */
function wildcard(given: Json, where: string): RegExp {
  if (typeof given !== 'string' || /(?<!\\)\*\*/.test(given)) throw unsupported(where, { wildcard: given });
  const source = given.replaceAll(/\\([*\\])|(\*)|([^\w\s])/g, (_, escaped, star, other) =>
    star ? '.*' : `\\${escaped ?? other}`,
  );
  return new RegExp(`^${source}$`, 's');
}

function unsupported(where: string, what: Json): Error {
  return new Error(`${where}: ${JSON.stringify(what)} is not supported locally`);
}
