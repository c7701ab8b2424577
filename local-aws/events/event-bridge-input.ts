import { isJsonObject, type Json, type JsonObject } from '../json';

/** What a rule says about the input of a target; nothing of it means the event as it is. */
export interface TargetInput {
  /** A constant, as JSON text. */
  input?: string;
  /** A JSONPath into the event. */
  inputPath?: string;
  inputTransformer?: { inputPathsMap: Record<string, string>; inputTemplate: string };
}

/**
 * What a target of a rule is given (Amazon EventBridge User Guide, "Transforming Amazon EventBridge target input").
 * @throws Error for a template whose result is not JSON
 */
export function targetInput(
  { input, inputPath, inputTransformer }: TargetInput,
  event: JsonObject,
  ruleArn: string,
): Json {
  if (input !== undefined) return JSON.parse(input);
  if (inputPath !== undefined) return valueAt(inputPath, event) ?? null;
  if (!inputTransformer) return event;
  const values = {
    ...reservedVariables(event, ruleArn),
    ...Object.fromEntries(
      Object.entries(inputTransformer.inputPathsMap).map(([name, path]) => [name, valueAt(path, event)]),
    ),
  };
  const text = fill(inputTransformer.inputTemplate, values);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The input template of ${ruleArn} does not give JSON: ${text}`, { cause });
  }
}

/** Of AWS's reserved variables, those that say something here. */
function reservedVariables(event: JsonObject, ruleArn: string): Record<string, Json> {
  return {
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleArn.split('/').at(-1) ?? '',
    'aws.events.event.ingestion-time': event.time ?? '',
    'aws.events.event.json': event,
  };
}

/** `$`, `$.detail.bucket.name`, `$.resources[0]`, `$.detail['a b']`. @throws on any other JSONPath */
function valueAt(path: string, event: JsonObject): Json | undefined {
  if (!/^\$(\.[\w-]+|\[\d+\]|\['[^']+'\])*$/.test(path))
    throw new Error(`The path ${path} is not supported locally`);
  const steps = path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g);
  let value: Json | undefined = event;
  for (const [, name, index, quoted] of steps) {
    const key = name ?? quoted;
    if (key !== undefined) value = isJsonObject(value) ? value[key] : undefined;
    else value = Array.isArray(value) ? value[Number(index)] : undefined;
  }
  return value;
}

/**
 * Puts the values where the template says `<name>`: as they are between quotes, as JSON elsewhere, and nothing for a
 * path that the event does not have.
 */
function fill(template: string, values: Record<string, Json | undefined>): string {
  let quoted = false;
  return template.replaceAll(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined || !Object.hasOwn(values, name)) return token;
    const value = values[name];
    if (value === undefined) return '';
    if (!quoted) return JSON.stringify(value);
    return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1);
  });
}
