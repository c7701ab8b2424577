import * as z from 'zod/mini';
import type { Json } from '../json';
import { expression, integerOrExpression, json, jsonObject } from './fields';
import { evaluateField, evaluationFailed, unexpectedType } from './payload-template';
import type { StateCall } from './state';
import { toleratedFailureFields } from './tolerated-failures';

/** The fields that a Map has in both modes. */
export const mapFields = {
  Items: z.optional(z.union([z.array(json), expression])),
  ItemSelector: z.optional(z.union([jsonObject, expression])),
  MaxConcurrency: z.optional(integerOrExpression),
  ItemProcessor: jsonObject,
  ...toleratedFailureFields,
};

/** The items of a Map: what Items gives, or the state's input. @throws StatesError where that is no array */
export async function itemsOf(call: StateCall, Items?: Json): Promise<Json[]> {
  const items = Items === undefined ? call.input : await evaluateField(call, 'Items', Items);
  if (Array.isArray(items)) return items;
  if (Items !== undefined) throw unexpectedType(call, 'Items', Items, 'array', items);
  throw evaluationFailed(call, `Map state input must be an array but was: ${JSON.stringify(items)}`);
}

/** The input of one iteration: the item, or what ItemSelector makes of it. */
export async function selectItem(
  call: StateCall,
  ItemSelector: Json | undefined,
  item: { Index: number; Value: Json; Source?: string },
): Promise<Json> {
  if (ItemSelector === undefined) return item.Value;
  const context = { ...call.context, Map: { Item: { Source: 'STATE_DATA', ...item } } };
  return evaluateField(call, 'ItemSelector', ItemSelector, { context });
}
