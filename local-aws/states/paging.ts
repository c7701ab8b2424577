import { z } from 'zod';
import { AwsError } from '../wire/aws-error';

/** The parameters by which Step Functions gives a list in pages. */
export const pageInput = {
  maxResults: z.number().int().min(0).max(1000).default(0),
  nextToken: z.string().optional(),
};

/**
 * One page of a list: of 100, where `maxResults` is 0.
 * @throws AwsError InvalidToken
 */
export function pageOf<T>(
  items: readonly T[],
  { maxResults, nextToken = '0' }: { maxResults: number; nextToken?: string },
): { page: T[]; nextToken?: string } {
  const start = Number(nextToken);
  if (!Number.isInteger(start)) throw new AwsError('InvalidToken', `Invalid Token: '${nextToken}'`);
  const end = start + (maxResults || 100);
  return { page: items.slice(start, end), ...(end < items.length && { nextToken: String(end) }) };
}
