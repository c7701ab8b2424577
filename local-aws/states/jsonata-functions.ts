import type { Json } from '../json';

/**
 * The functions that Step Functions adds to JSONata, as far as they are here
 * (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html).
 */
export const stepFunctionsFunctions = { partition };

/**
 * The first call in an expression of a function that Step Functions adds to JSONata and that is not here, for instance
 * `$hash`.
 */
export function unsupportedCall(expression: string): string | undefined {
  return /\$(?:hash|parse|range|uuid)(?=\s*\()/.exec(expression)?.[0];
}

/** The array in parts of `size`, whose fraction is cut off, and a shorter last one. */
function partition(array?: Json, size?: number): Json[][] | undefined {
  if (array === undefined || size === undefined) return undefined;
  const items = Array.isArray(array) ? array : [array];
  const chunk = Math.trunc(size);
  if (chunk < 1 || items.length === 0) return undefined;
  return Array.from({ length: Math.ceil(items.length / chunk) }, (_, index) =>
    items.slice(index * chunk, (index + 1) * chunk),
  );
}
