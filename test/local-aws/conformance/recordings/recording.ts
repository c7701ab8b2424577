import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject } from '../../../../local-aws/json';

const json = z.json();
const object = z.record(z.string(), json);

/** An execution that somebody recorded on AWS; JSON texts in its events may have been parsed. */
const Recording = z.object({
  id: z.string(),
  /** The definition was in JSONata on AWS; otherwise a script made it from JSONPath. */
  native: z.boolean(),
  definition: object,
  input: json,
  /** Text by key, in any bucket. */
  objects: z.record(z.string(), z.string()),
  /** What GetExecutionHistory answered, with names and times masked: `<partition>`, `timestamp`. */
  events: z.array(object),
});
export type Recording = z.infer<typeof Recording>;
export const Recordings = z.array(Recording);

/** The details of an event, whatever its type calls them. */
export function detailsOf(event: JsonObject): JsonObject {
  const name = Object.keys(event).find((field) => field.endsWith('EventDetails'));
  const details = name === undefined ? {} : event[name];
  return isJsonObject(details) ? details : { details: details ?? null };
}

/** What a JSON text says, and any other value itself: a recording has some texts parsed, and others as they were. */
export function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return json.parse(JSON.parse(value));
  } catch {
    return value;
  }
}
