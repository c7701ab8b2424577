/** What `JSON.parse` can give. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
/** A JSON object: its values by their names. */
export type JsonObject = { [key: string]: Json };

/** Whether a JSON value is an object, and neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
