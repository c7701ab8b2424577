import * as z from 'zod/mini';
import { isJsonObject, type Json } from '../json';
import { expression, integerOrExpression, jsonObject } from './fields';
import { evaluateField, evaluateNumber } from './payload-template';
import type { StateCall } from './state';
import { StatesError } from './states-error';

/** The schema of a Distributed Map's ItemReader, as far as it is supported. */
export const itemReader = z.strictObject({
  Resource: z
    .string()
    .check(z.regex(/^arn:aws[a-z-]*:states:::s3:getObject$/, 'this resource is not supported')),
  ReaderConfig: z.strictObject({
    InputType: z.literal('JSON'),
    ItemsPointer: z.optional(z.string().check(z.regex(/^(\/[^/]*)*$/, 'must be a JSON pointer'))),
    MaxItems: z.optional(integerOrExpression),
  }),
  Arguments: z.union([jsonObject, expression]),
});

type ItemReader = z.infer<typeof itemReader>;

/**
 * Reads the items in an S3 object, and tells its URI.
 * @throws StatesError States.ItemReaderFailed
 */
export async function readItems(
  call: StateCall,
  reader: ItemReader,
): Promise<{ items: Json[]; source: string }> {
  const { ItemsPointer = '', MaxItems } = reader.ReaderConfig;
  const args = await evaluateField(call, 'ItemReader/Arguments', reader.Arguments);
  const most = await evaluateNumber(call, 'ItemReader/ReaderConfig/MaxItems', MaxItems);
  const { Bucket, Key } = isJsonObject(args) ? args : {};
  const source = `S3://${Bucket}/${Key}`;
  try {
    const text = await call.run.world.objects.getObject(String(Bucket), String(Key));
    const items = parseItems(text, ItemsPointer);
    return { items: most ? items.slice(0, most) : items, source };
  } catch (error) {
    if (error instanceof StatesError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StatesError('States.ItemReaderFailed', `Cannot read the items of ${source}: ${reason}`);
  }
}

function parseItems(text: string, pointer: string): Json[] {
  const items = resolvePointer(JSON.parse(text), pointer);
  if (!Array.isArray(items))
    throw new StatesError('States.ItemReaderFailed', 'Attempting to map over non-iterable node.');
  return items;
}

/** RFC 6901 */
function resolvePointer(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
