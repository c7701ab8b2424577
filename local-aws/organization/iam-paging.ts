import type { Answer } from '../wire/answer';
import { optional, type Parameters, validationError, wholeNumber } from '../wire/parameters';

/** One page of a list in IAM's way: `MaxItems` (1–1000, 100 by default), `Marker` and `IsTruncated`. */
export function iamPage<T>(items: readonly T[], parameters: Parameters): { page: T[]; rest: Answer } {
  const size = wholeNumber(parameters, 'MaxItems', { minimum: 1, maximum: 1000, otherwise: 100 });
  const start = decode(optional(parameters, 'Marker'));
  const end = start + size;
  const isTruncated = end < items.length;
  return {
    page: items.slice(start, end),
    rest: { IsTruncated: isTruncated, Marker: isTruncated ? encode(end) : undefined },
  };
}

const encode = (start: number) => Buffer.from(`item ${start}`).toString('base64');

function decode(marker: string | undefined): number {
  if (!marker) return 0;
  const start = Buffer.from(marker, 'base64')
    .toString()
    .match(/^item (\d+)$/)?.[1];
  if (!start) throw validationError(`Value '${marker}' at 'marker' is not a marker of this list`);
  return Number(start);
}
