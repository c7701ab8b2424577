import { isJsonObject, type Json, type JsonObject } from '../json';

/** What the template's own names stand for; both throw on a name they do not know. */
export interface References {
  ref(logicalId: string): Json | undefined;
  attribute(logicalId: string, attribute: string): string;
}

interface Scope {
  references: References;
  /** Where in the template we are, for error messages: `Resources.Bucket.Properties.Tags[0]`. */
  where: string;
}

type Intrinsic = (argument: Json, scope: Scope) => Json | undefined;

/** Intrinsic functions of CloudFormation (Template Reference, "Intrinsic function reference"). */
const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, scope) => scope.references.ref(text(argument, scope)),
  'Fn::GetAtt': getAtt,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
};

/**
 * Replaces every intrinsic function in a template value by what it stands for. `AWS::NoValue` removes its property
 * or list item, as CloudFormation does.
 * @throws Error that says which intrinsic cannot be resolved, and where
 */
export function resolve(value: Json, references: References, where: string): Json | undefined {
  const scope = { references, where };
  if (Array.isArray(value)) return resolveItems(value, scope);
  if (!isJsonObject(value)) return value;
  const name = intrinsicName(value);
  if (name === undefined) return resolveProperties(value, scope);
  const intrinsic = intrinsics[name];
  if (!intrinsic) throw new ResolutionError(`${where}: ${name} is not supported locally`);
  const within = { references, where: `${where}.${name}` };
  return inContext(within, () => intrinsic(value[name] ?? null, within));
}

function intrinsicName(value: JsonObject): string | undefined {
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0) return undefined;
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::') ? key : undefined;
}

function resolveItems(items: Json[], { references, where }: Scope): Json[] {
  return items.flatMap((item, index) => {
    const resolved = resolve(item, references, `${where}[${index}]`);
    return resolved === undefined ? [] : [resolved];
  });
}

function resolveProperties(properties: JsonObject, { references, where }: Scope): JsonObject {
  const resolved: JsonObject = {};
  for (const [key, value] of Object.entries(properties)) {
    const property = resolve(value, references, `${where}.${key}`);
    if (property !== undefined) resolved[key] = property;
  }
  return resolved;
}

function getAtt(argument: Json, scope: Scope): string {
  const [logicalId, ...attribute] =
    typeof argument === 'string' ? argument.split('.') : list(argument, scope);
  return scope.references.attribute(
    text(logicalId, scope),
    attribute.map((part) => text(part, scope)).join('.'),
  );
}

function join(argument: Json, scope: Scope): string {
  const [delimiter, values] = list(argument, scope);
  return list(values, scope)
    .map((value) => text(value, scope))
    .join(text(delimiter, scope));
}

function select(argument: Json, scope: Scope): Json {
  const [index, values] = list(argument, scope);
  const selected = list(values, scope)[Number(text(index, scope))];
  if (selected === undefined) throw new Error(`there is no item ${index}`);
  return selected;
}

function split(argument: Json, scope: Scope): Json {
  const [delimiter, value] = list(argument, scope);
  return text(value, scope).split(text(delimiter, scope));
}

function sub(argument: Json, scope: Scope): string {
  const [template, variables] = typeof argument === 'string' ? [argument, {}] : list(argument, scope);
  const names = isJsonObject(variables) ? variables : {};
  return text(template, scope).replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const variable = names[name];
    if (variable !== undefined) return text(variable, scope);
    return text(name.includes('.') ? getAtt(name, scope) : scope.references.ref(name), scope);
  });
}

/** Arguments may be intrinsics themselves: both readers resolve before they check. */
function list(value: Json | undefined, { references, where }: Scope): Json[] {
  const resolved = value === undefined ? undefined : resolve(value, references, where);
  if (!Array.isArray(resolved)) throw new Error(`expected a list, found ${JSON.stringify(resolved)}`);
  return resolved;
}

function text(value: Json | undefined, { references, where }: Scope): string {
  const resolved = value === undefined ? undefined : resolve(value, references, where);
  if (typeof resolved === 'object' || resolved === undefined) {
    throw new Error(`expected a string, found ${JSON.stringify(resolved)}`);
  }
  return String(resolved);
}

function inContext<T>({ where }: Scope, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ResolutionError) throw error;
    throw new ResolutionError(`${where}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** An error that already says where in the template it happened. */
class ResolutionError extends Error {
  override readonly name = 'ResolutionError';
}
