import { z } from 'zod';

/** The string values of each message attribute; a `String.Array` has several. */
export type MessageAttributes = Record<string, string[]>;

const policySchema = z.record(z.string(), z.array(z.string()));

/**
 * Compiles a subscription's filter policy: every key must have one of its values (Amazon SNS Developer Guide, "Filter
 * policy constraints", AND/OR logic). Throws on anything but exact string matching.
 */
export function filterPolicy(policy: unknown): (attributes: MessageAttributes) => boolean {
  const { success, data } = policySchema.safeParse(policy);
  if (!success)
    throw new Error(`Only exact string values are supported in a filter policy: ${JSON.stringify(policy)}`);
  const conditions = Object.entries(data);
  return (attributes) =>
    conditions.every(([name, values]) => attributes[name]?.some((value) => values.includes(value)) ?? false);
}
